/** A bus over its connections: calls that end, and an end that waits for them. */

import {
  BusClosed,
  BusUnavailable,
  type MessageBus,
} from "../../application/messaging/message_bus.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import type { Connections } from "./connections.ts";
import { refusalOf } from "./driver_errors.ts";
import { warnOfLosses } from "./durability.ts";
import { readGroups } from "./groups.ts";
import { publish } from "./publish.ts";
import { subscribe } from "./subscription.ts";
import { Unfinished } from "./unfinished.ts";

/** What an open bus stands on. */
export interface BusPorts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
}

/** How an open bus works. */
export interface BusSettings {
  readonly messageBytes: number;
  readonly lease: number;
  readonly deadline: number;
  readonly closeWithin: number;
}

/** Opens a bus; closing it closes its connections. */
export function openBus(
  connections: Connections,
  ports: BusPorts,
  settings: BusSettings,
): MessageBus {
  const { link, keys, trim } = connections;
  const closing = new AbortController();
  const unfinished = new Unfinished();
  let closed: Promise<void> | undefined;
  void warn(connections, ports, settings.deadline, closing.signal);

  async function answer<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (closing.signal.aborted) throw new BusClosed();
    try {
      return await unfinished.call(ask());
    } catch (error) {
      throw toBusError(error);
    }
  }

  async function listen(...[wanted, receive, options]: Parameters<MessageBus["subscribe"]>) {
    const signal = AbortSignal.any([options.signal, closing.signal]);
    const stands = { ...connections, ports: { ...ports, ...connections }, lease: settings.lease };
    const subscription = await subscribe(stands, wanted, receive, signal);
    unfinished.add(subscription);
    return { ended: subscription.ended };
  }

  async function close(): Promise<void> {
    closing.abort();
    await unfinished.end(ports.clock, settings.closeWithin);
    await connections[Symbol.asyncDispose]();
  }

  return {
    publish: (messages) =>
      answer(() => publish({ ...connections, messageBytes: settings.messageBytes }, messages))
        .finally(trim),
    subscribe: (...args) => answer(() => listen(...args)),
    groups: () => answer(() => readGroups(link, keys)),
    [Symbol.asyncDispose]: () => closed ??= close(),
  };
}

/** Warns as soon as the server can be asked. */
async function warn(
  { link }: Connections,
  { clock, log }: BusPorts,
  deadline: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      return await warnOfLosses(link, log);
    } catch {
      await clock.sleep(deadline, signal);
    }
  }
}

function toBusError(error: unknown): unknown {
  const refusal = refusalOf(error);
  if (refusal === undefined) return error;
  return new BusUnavailable(`Redis says ${refusal.message}`, { cause: error });
}
