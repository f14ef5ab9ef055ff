/** What goes over the message bus, and what waits there. */

import type { BusStatus } from "../../application/messaging/bus_status.ts";
import type { ConsumerStatus } from "../../application/messaging/messaging_status.ts";
import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import type { AppContext } from "../app_env.ts";
import { DeadCount, nameColumn, StateMark, subscriptionColumns } from "./follower_columns.tsx";
import type { Html } from "./html.ts";
import { type Column, ItemTable } from "./item_table.tsx";
import { renderPage } from "./layout.tsx";
import { StatusMark } from "./status_mark.tsx";

/** Shows the bus, if there is one. */
export function busPage(c: AppContext, status: BusStatus | undefined): Promise<string> {
  const content = (
    <>
      <h1>Message bus</h1>
      <p class="lead">
        What is told to other processes and systems, and what comes from there.
      </p>
      {status === undefined ? <NoBus /> : <Bus status={status} />}
    </>
  );
  return renderPage(c, "Message bus", content);
}

function NoBus(): Html {
  return (
    <p class="notice">
      No bus is bound: everything follows the log. <code>BUS_URL</code> binds one.
    </p>
  );
}

function Bus(
  { status: { bus, answers, relay, consumers, others } }: { readonly status: BusStatus },
): Html {
  return (
    <>
      <dl>
        <div>
          <dt>Bound</dt>
          <dd>
            <code>{bus}</code>
          </dd>
        </div>
        <div>
          <dt>Broker</dt>
          <dd>
            <StatusMark
              tone={answers ? "good" : "bad"}
              word={answers ? "answers" : "does not answer"}
            />
          </dd>
        </div>
      </dl>
      <h2>The log, told</h2>
      {relay === null
        ? <p class="notice">The relay has never run on this store.</p>
        : <ItemTable caption="Relay" items={[relay]} columns={subscriptionColumns} />}
      <h2>Consumers</h2>
      <p>
        What is to come waits at the broker; what is set aside has failed, or waits behind what did,
        and is tried again from the log.
      </p>
      <ItemTable caption="Consumers" items={consumers} columns={consumerColumns} />
      {others.length > 0 && (
        <>
          <h2>Other groups of the broker</h2>
          <ItemTable caption="Other groups" items={others} columns={groupColumns} />
        </>
      )}
    </>
  );
}

const consumerColumns: readonly Column<ConsumerStatus>[] = [
  nameColumn,
  ["State", ({ inbox }) => inbox === null ? "has never run" : <StateMark status={inbox} />],
  ["Topics", ({ topics }) => topics.map((topic) => <code key={topic} class="part">{topic}</code>)],
  ["To come", ({ waiting }) => waiting ?? "not known"],
  ["Set aside", ({ inbox }) => inbox?.waiting ?? 0],
  ["Dead", ({ inbox }) => inbox === null ? 0 : <DeadCount status={inbox} />],
];

const groupColumns: readonly Column<GroupStatus>[] = [
  ["Group", ({ group }) => <code>{group}</code>],
  ["To come", ({ waiting }) => waiting],
];
