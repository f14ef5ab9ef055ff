/** How subscriptions are doing. */

import type { SubscriptionStatus } from "../../application/events/subscription_status.ts";
import type { AppContext } from "../app_env.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { StatusMark, type Tone } from "./status_mark.tsx";

/** Lists all subscriptions. */
export function subscriptionsPage(
  c: AppContext,
  items: readonly SubscriptionStatus[],
): Promise<string> {
  const content = (
    <>
      <h1>Subscriptions</h1>
      <p class="lead">What follows from events, and how far each has come.</p>
      {items.length === 0 ? <p class="notice">None has ever run on this store.</p> : (
        <DataTable
          caption="Subscriptions"
          columns={["Name", "State", "Position", "Behind", "Waiting", "Dead"]}
        >
          {items.map((status) => <StatusRow key={status.name} status={status} />)}
        </DataTable>
      )}
      <p>
        <a href="/admin/projections">Projections, and rebuilding them</a>
      </p>
      <p>
        <a href="/admin/wiring">Which adapter stands behind each port</a>
      </p>
    </>
  );
  return renderPage(c, "Subscriptions", content);
}

function StatusRow({ status }: { readonly status: SubscriptionStatus }): Html {
  return (
    <Row>
      <Cell of="Name">
        <code>{status.name}</code>
      </Cell>
      <Cell of="State">
        <State status={status} />
      </Cell>
      <Cell of="Position">{status.position}</Cell>
      <Cell of="Behind">{status.behind}</Cell>
      <Cell of="Waiting">{status.waiting}</Cell>
      <Cell of="Dead">
        <DeadCount status={status} />
      </Cell>
    </Row>
  );
}

function State({ status: { state, halted } }: { readonly status: SubscriptionStatus }): Html {
  const why = halted && `at ${halted.position}: ${halted.error.message}`;
  return (
    <>
      <StatusMark tone={tones[state]} word={state} /> {why}
    </>
  );
}

const tones: Readonly<Record<SubscriptionStatus["state"], Tone>> = {
  running: "good",
  stopped: "quiet",
  halted: "bad",
};

function DeadCount({ status: { name, dead } }: { readonly status: SubscriptionStatus }): Html {
  if (dead === 0) return <>0</>;
  return <a href={`/admin/dead-letters?subscription=${encodeURIComponent(name)}`}>{dead}</a>;
}
