/** Subscriptions: what follows from events, each handled in the order of its stream. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Clock, Log, NewId, Random } from "../ports.ts";
import type { Metadata, Recorded, Store } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EventCodec } from "./codec.ts";

/** What running subscriptions stands on. */
export interface SubscriptionPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: NewId;
  readonly log: Log;
}

/** What a handler gets beside the event. */
export interface SubscriptionContext {
  /** A unit of work whose commit also moves the checkpoint: effects through it happen exactly once. */
  readonly tx: Transaction;
  /** The same for every attempt at this event: hand it to the outside, where effects may repeat. */
  readonly idempotencyKey: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Correlation and causation for what follows; events appended through `tx` have it already. */
  readonly metadata: Metadata;
  /** Aborted when the attempt has run out of time. */
  readonly signal: AbortSignal;
}

/** When a failed event is tried again. */
export interface RetryPolicy {
  /** How often an event is tried before it is dead; 10 unless told. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt, at most; doubles with each further one. 500 unless told. */
  readonly firstDelay?: number;
  /** Milliseconds between two attempts at most; 5 minutes unless told. */
  readonly longestDelay?: number;
}

/** How a subscription is run, whatever its events are. */
export interface SubscriptionPolicy {
  /** Identifies the subscription for ever, 1 to 64 of `a-z`, `0-9`, `-`, `_` and `.`. */
  readonly name: string;
  /** Where the very first run starts: with the first event, after the last one, or after a position. */
  readonly from?: "beginning" | "now" | number | undefined;
  readonly retry?: RetryPolicy | undefined;
  /** Whether an event that failed for good parks its stream, or halts the subscription. */
  readonly onPoison?: "park" | "halt" | undefined;
  /** How many streams are handled at the same time; 1 unless told. */
  readonly concurrency?: number | undefined;
  /** Milliseconds one attempt may take; 60,000 unless told. */
  readonly timeout?: number | undefined;
}

/**
 * Reacts to one event. It may run again for the same event, after a failure, a conflict of its
 * `tx`, or a crash. Throw an error with `permanent: true` to park the event at once.
 */
export type Handle<E extends DomainEvent> = (
  event: Recorded<E>,
  context: SubscriptionContext,
) => Promise<void> | void;

/** A handler of some context's events. */
export interface SubscriptionOptions<E extends DomainEvent> extends SubscriptionPolicy {
  readonly types: readonly E["type"][];
  /** Upcasts and validates what the handler gets; without one it gets events as stored. */
  readonly codec?: Pick<EventCodec<E>, "decode"> | undefined;
  readonly handle: Handle<E>;
}

/** A handler of events as they are stored. */
export interface Subscription extends SubscriptionPolicy {
  /** Which events; `"*"` is for relays. */
  readonly types: readonly string[] | "*";
  readonly handle: Handle<DomainEvent>;
}

/** A list of subscriptions that cannot be run as it is. */
export class InvalidSubscription extends DomainError {
  override readonly code = "subscriptions/invalid";
  override readonly kind = "invalid";
  override readonly permanent = true;
}

/** A subscription wants types it did not have before; their old events were passed already. */
export class SubscriptionTypesGrown extends DomainError {
  override readonly code = "subscriptions/types-grown";
  override readonly kind = "refused";
  readonly subscription: string;
  readonly added: readonly string[];

  constructor(subscription: string, added: readonly string[]) {
    super(
      `Cannot start "${subscription}": ${added.join(", ")} came to its types after it had passed ` +
        `their events; give it another name to handle them all, or say \`from: "now"\``,
    );
    this.subscription = subscription;
    this.added = added;
  }
}

/** A subscription stopped because an event failed for good and its policy is to halt. */
export class SubscriptionHalted extends DomainError {
  override readonly code = "subscriptions/halted";
  override readonly kind = "unavailable";
  readonly subscription: string;
  readonly position: number;

  constructor(subscription: string, position: number, options?: ErrorOptions) {
    super(`Subscription "${subscription}" halted at ${position}`, options);
    this.subscription = subscription;
    this.position = position;
  }
}

/** A subscription with nothing left open. */
export interface SubscriptionSettings {
  readonly name: string;
  readonly types: readonly string[] | "*";
  readonly handle: Subscription["handle"];
  readonly from: "beginning" | "now" | number;
  readonly retry: Required<RetryPolicy>;
  readonly onPoison: "park" | "halt";
  readonly concurrency: number;
  readonly timeout: number;
}

/**
 * Types a handler by its events, and lets the list of an application's subscriptions forget the type.
 *
 * @example
 * ```ts
 * import { subscription } from "@portico/core";
 *
 * type LampLit = { readonly type: "LampLit"; readonly data: { readonly room: string } };
 *
 * const lamps = subscription<LampLit>({
 *   name: "count-lamps",
 *   types: ["LampLit"],
 *   handle: async ({ data }, { tx }) => {
 *     const before = await tx.get("lamps", data.room);
 *     tx.put({ collection: "lamps", id: data.room, value: Number(before?.value ?? 0) + 1 });
 *   },
 * });
 * ```
 */
export function subscription<E extends DomainEvent>(options: SubscriptionOptions<E>): Subscription {
  const { codec, handle, ...policy } = options;
  // Only events of its own types are handed to it; without a codec their data is taken as it is.
  const decode = codec?.decode ?? ((event: Recorded) => event as Recorded<E>);
  return { ...policy, handle: (event, context) => handle(decode(event), context) };
}

/**
 * Fills in what a subscription leaves open.
 *
 * @throws {InvalidSubscription}
 */
export function settingsOf(given: Subscription): SubscriptionSettings {
  const settings: SubscriptionSettings = {
    name: given.name,
    types: given.types,
    handle: given.handle,
    from: given.from ?? "beginning",
    retry: { attempts: 10, firstDelay: 500, longestDelay: 5 * 60_000, ...given.retry },
    onPoison: given.onPoison ?? "park",
    concurrency: given.concurrency ?? 1,
    timeout: given.timeout ?? 60_000,
  };
  requireUsable(settings);
  return settings;
}

function requireUsable({ name, types, from, retry, ...rest }: SubscriptionSettings): void {
  requireName(name);
  if (types !== "*" && types.length === 0) {
    throw new InvalidSubscription(`Cannot run "${name}": it has no types`);
  }
  const { concurrency, timeout } = rest;
  const { attempts, firstDelay, longestDelay } = retry;
  const usable: readonly (readonly [setting: string, value: unknown, usable: boolean])[] = [
    ["concurrency", concurrency, Number.isInteger(concurrency) && concurrency >= 1],
    ["timeout", timeout, timeout > 0],
    ["from", from, typeof from === "string" || Number.isSafeInteger(from) && from >= 0],
    ["attempts", attempts, attempts === Infinity || Number.isInteger(attempts) && attempts >= 1],
    ["firstDelay", firstDelay, firstDelay >= 0],
    ["longestDelay", longestDelay, longestDelay >= 0],
  ];
  for (const [setting, value, isUsable] of usable) {
    if (!isUsable) throw new InvalidSubscription(`Cannot run "${name}": ${setting} is ${value}`);
  }
}

/**
 * Requires a name that anything can be run by.
 *
 * @throws {InvalidSubscription}
 */
export function requireName(name: string): void {
  if (!/^[a-z0-9._-]{1,64}$/.test(name)) {
    throw new InvalidSubscription(`Cannot name a subscription ${JSON.stringify(name)}`);
  }
}
