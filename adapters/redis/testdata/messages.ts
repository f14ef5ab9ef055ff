/** Messages of the tests, and somebody who takes them. */

import type { Message } from "../../../application/messaging/message.ts";
import type {
  MessageBus,
  ReceiveContext,
  Wanted,
} from "../../../application/messaging/message_bus.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** Gives a message of the channel of lamps; its id is its key unless told. */
export function lampLit(id: string, key: string = id, type = "LampLit"): Message {
  return { channel: "lamps", event: { id, source: "/hall", type, subject: key, extensions: {} } };
}

/** Gives messages `1`, `2`, ... of one key. */
export function lampsLit(count: number, key: string = "hall"): readonly Message[] {
  return Array.from({ length: count }, (_, n) => lampLit(String(n + 1), key));
}

/** Somebody who takes messages, and keeps their ids. */
export interface Taker {
  /** In the order in which they came, repetitions too. */
  readonly ids: readonly string[];
  readonly abort: () => void;
  readonly ended: Promise<void>;
}

/** Takes messages for a group, all of the lamps for `readers` unless told. */
export async function take(
  bus: MessageBus,
  work: (id: string, context: ReceiveContext) => unknown = () => {},
  { group = "readers", topics = ["lamps.*"] }: Partial<Wanted> = {},
): Promise<Taker> {
  const stopping = new AbortController();
  const ids: string[] = [];
  const { ended } = await bus.subscribe({ group, topics }, async ({ message }, context) => {
    const id = message?.event.id ?? "unreadable";
    ids.push(id);
    await work(id, context);
  }, { signal: stopping.signal });
  return { ids, ended, abort: () => stopping.abort() };
}

/** Longest that something may take to happen, in milliseconds. */
const LONGEST_WAIT = 20_000;

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const latest = performance.now() + LONGEST_WAIT;
  while (!await holds()) {
    if (performance.now() > latest) throw new Error(`Not within ${LONGEST_WAIT} ms: ${holds}`);
    await systemPorts.clock.sleep(5);
  }
}

/** Waits until a group has finished everything. */
export async function untilFinished(bus: MessageBus, group: string = "readers"): Promise<void> {
  await until(async () => {
    const groups = await bus.groups();
    return groups.some((each) => each.group === group && each.waiting === 0);
  });
}
