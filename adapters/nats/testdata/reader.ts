/** A subscriber that keeps what it takes. */

import type { Message } from "../../../application/messaging/message.ts";
import type { MessageBus, Receive } from "../../../application/messaging/message_bus.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** A subscriber of a group. */
export interface Reader {
  /** Ids of what it took, in order. */
  readonly taken: readonly string[];
  /** Waits until it has taken a message. */
  readonly until: (id: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How a reader reads. */
export interface ReaderOptions {
  readonly topics?: readonly string[];
  readonly receive?: Receive;
}

/** Subscribes as `readers`, to all of `users` unless told. */
export async function startReader(
  bus: MessageBus,
  { topics = ["users.*"], receive }: ReaderOptions = {},
): Promise<Reader> {
  const taken: string[] = [];
  const stopping = new AbortController();
  const take: Receive = async (arrival, context) => {
    await receive?.(arrival, context);
    taken.push(arrival.message?.event.id ?? "unreadable");
  };
  const { signal } = stopping;
  const { ended } = await bus.subscribe({ group: "readers", topics }, take, { signal });
  return {
    taken,
    until: (id) => eventually(`${id} is taken`, () => taken.includes(id)),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** Makes a message; all are of one key unless told. */
export function message(
  id: string,
  { channel = "users", type = "UserChanged", key = "ada" } = {},
): Message {
  return { channel, event: { id, source: "/test", type, subject: key, extensions: {} } };
}

/** Waits until something holds; so long that what takes longer is wrong. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const { clock } = systemPorts;
  for (const until = clock.monotonic() + 30_000; !await holds();) {
    if (clock.monotonic() > until) throw new Error(`Not within 30 seconds: ${what}`);
    await clock.sleep(5);
  }
}
