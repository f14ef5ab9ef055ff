/** What tables show of everything that follows the log. */

import type { SubscriptionStatus } from "../../application/events/subscription_status.ts";
import type { Html } from "./html.ts";
import type { Column } from "./item_table.tsx";
import { StatusMark, type Tone } from "./status_mark.tsx";

/** Which one it is. */
export const nameColumn: Column<Pick<SubscriptionStatus, "name">> = [
  "Name",
  ({ name }) => <code>{name}</code>,
];

/** Whether it runs, or what it halted at. */
export const stateColumn: Column<RunState> = ["State", (status) => <StateMark status={status} />];

/** How far it has come. */
export const placeColumns: readonly Column<Pick<SubscriptionStatus, "position" | "behind">>[] = [
  ["Position", ({ position }) => position],
  ["Behind", ({ behind }) => behind],
];

/** All that tells how a subscription is doing. */
export const subscriptionColumns: readonly Column<SubscriptionStatus>[] = [
  nameColumn,
  stateColumn,
  ...placeColumns,
  ["Waiting", ({ waiting }) => waiting],
  ["Dead", (status) => <DeadCount status={status} />],
];

/** Whether something runs, and why not. */
export type RunState = Pick<SubscriptionStatus, "state" | "halted">;

/** Shows whether something runs, or what it halted at. */
export function StateMark({ status: { state, halted } }: { readonly status: RunState }): Html {
  return (
    <>
      <StatusMark tone={tones[state]} word={state} />{" "}
      {halted && `at ${halted.position}: ${halted.error.message}`}
    </>
  );
}

/** Leads to what failed for good. */
export function DeadCount(
  { status: { name, dead } }: { readonly status: Pick<SubscriptionStatus, "name" | "dead"> },
): Html {
  if (dead === 0) return <>0</>;
  return <a href={`/admin/dead-letters?subscription=${encodeURIComponent(name)}`}>{dead}</a>;
}

const tones: Readonly<Record<SubscriptionStatus["state"], Tone>> = {
  running: "good",
  stopped: "quiet",
  halted: "bad",
};
