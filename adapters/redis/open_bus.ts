/** A bus over its connections: calls that end, and an end that waits for them. */

import {
  BusClosed,
  type BusSubscription,
  BusUnavailable,
  type MessageBus,
  type Receive,
  type SubscribeOptions,
  type Wanted,
} from "../../application/messaging/message_bus.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import type { Connections } from "./connections.ts";
import { refusalOf } from "./driver_errors.ts";
import { warnOfLosses } from "./durability.ts";
import { readGroups } from "./groups.ts";
import { publish } from "./publish.ts";
import { type RedisSubscription, subscribe } from "./subscription.ts";

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
  const open = new Open();
  let closed: Promise<void> | undefined;
  void warn(connections, ports, settings.deadline, closing.signal);

  async function answer<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (closing.signal.aborted) throw new BusClosed();
    try {
      return await open.until(ask());
    } catch (error) {
      throw toBusError(error);
    }
  }

  async function listen(
    wanted: Wanted,
    receive: Receive,
    options: SubscribeOptions,
  ): Promise<BusSubscription> {
    const signal = AbortSignal.any([options.signal, closing.signal]);
    const subscription = await subscribe(
      { ...connections, ports: { ...ports, ...connections }, lease: settings.lease },
      ...[wanted, receive, signal] as const,
    );
    open.add(subscription);
    return { ended: subscription.ended };
  }

  async function close(): Promise<void> {
    closing.abort();
    await open.end(ports.clock, settings.closeWithin);
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

/** What has to end before a bus is closed. */
class Open {
  readonly #calls = new Set<Promise<unknown>>();
  readonly #subscriptions = new Set<RedisSubscription>();

  async until<Result>(call: Promise<Result>): Promise<Result> {
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  add(subscription: RedisSubscription): void {
    this.#subscriptions.add(subscription);
    void subscription.ended.then(() => this.#subscriptions.delete(subscription));
  }

  /** Waits so many milliseconds at most; what is being received then is left behind. */
  async end(clock: Clock, within: number): Promise<void> {
    const waiting = new AbortController();
    const all = [...this.#calls, ...[...this.#subscriptions].map(({ ended }) => ended)];
    await Promise.race([Promise.allSettled(all), clock.sleep(within, waiting.signal)]);
    waiting.abort();
    for (const { giveUp } of this.#subscriptions) giveUp();
  }
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
