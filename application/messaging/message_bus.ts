/**
 * The MessageBus port: messages to other processes, over a broker.
 *
 * The laws every adapter keeps are cases of the conformance kit (`@portico/core/conformance`);
 * `docs/messaging.md` spells them out.
 */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { UnreadableMessage } from "./cloud_event.ts";
import type { Message } from "./message.ts";

/** Who wants which messages. */
export interface Wanted {
  /** One of each message is for the group, whoever of it takes it: 1 to 64 of `a-z`, `0-9`, `-`. */
  readonly group: string;
  /** `CHANNEL.TYPE` or `CHANNEL.*`, at least one. */
  readonly topics: readonly string[];
}

/** What the broker had for a group. */
export type Arrival =
  | { readonly message: Message; readonly unreadable?: undefined }
  | { readonly message?: undefined; readonly unreadable: Unreadable };

/** Something that is no message, as it came. */
export interface Unreadable {
  readonly channel: string;
  /** What the broker keeps in order with it; `""` where it knows no key. */
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly error: UnreadableMessage;
}

/** What a receiver gets beside what arrived. */
export interface ReceiveContext {
  /** Aborted when the subscription has to be given up with the delivery unsettled. */
  readonly signal: AbortSignal;
}

/**
 * Takes one arrival. Resolves when the group needs it no more. When it rejects, or the process dies,
 * the same comes again, to this or another process of the group, before anything later of its key.
 */
export type Receive = (arrival: Arrival, context: ReceiveContext) => Promise<void>;

/** A subscription at work. */
export interface BusSubscription {
  /** Resolves after the abort, when what was being received is settled or left behind; never rejects. */
  readonly ended: Promise<void>;
}

/** How a subscription runs. */
export interface SubscribeOptions {
  /** Ends it: nothing new is received, what is being received is finished. */
  readonly signal: AbortSignal;
}

/** How a group is doing. */
export interface GroupStatus {
  readonly group: string;
  /** Messages of its topics that it has not finished, those being received included. */
  readonly waiting: number;
}

/**
 * Messages through a broker. Every group gets every message of its topics at least once, those of
 * one channel and key in the order in which they were published. Connections are made again when
 * they break, and every call has a deadline.
 */
export interface MessageBus extends AsyncDisposable {
  /**
   * Publishes messages, those of one channel and key in the order given. Resolves when the broker
   * has answered for all of them with the strongest acknowledgement it gives.
   *
   * @throws {PublishFailed} when some were not taken: nothing of their key after them was, all others were
   * @throws {BusUnavailable} when it is not known of any; to publish them again does no harm
   * @throws {BusClosed}
   */
  readonly publish: (messages: readonly Message[]) => Promise<void>;
  /**
   * Receives for a group, until the signal is aborted. Resolves when the group is known to the
   * broker: whatever is published from then on is kept for it. Subscribers of one group share the
   * keys between them; one key is in one place at a time.
   *
   * @throws {BusUnavailable | BusClosed | InvalidInput}
   */
  readonly subscribe: (
    wanted: Wanted,
    receive: Receive,
    options: SubscribeOptions,
  ) => Promise<BusSubscription>;
  /**
   * Tells how the groups are doing that the broker knows, ordered by name. Who asks also learns
   * whether the broker answers.
   *
   * @throws {BusUnavailable | BusClosed}
   */
  readonly groups: () => Promise<readonly GroupStatus[]>;
}

/** The broker did not answer, or not in time. */
export class BusUnavailable extends DomainError {
  override readonly code = "bus/unavailable";
  override readonly kind = "unavailable";

  constructor(reason: string, options?: ErrorOptions) {
    super(`The message bus is unavailable: ${reason}`, options);
  }
}

/** The bus was closed, or is being closed. */
export class BusClosed extends DomainError {
  override readonly code = "bus/closed";
  override readonly kind = "unavailable";

  constructor() {
    super("The message bus is closed");
  }
}

/** A message is larger than the broker takes. */
export class MessageTooLarge extends DomainError {
  override readonly code = "bus/message-too-large";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly bytes: number;
  readonly limit: number;

  constructor(id: string, bytes: number, limit: number) {
    super(`Cannot publish message "${id}": it has ${bytes} bytes, the limit is ${limit}`);
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** A message that was not taken, and why. */
export interface NotTaken {
  /** Which of those given, from 0. */
  readonly index: number;
  readonly error: unknown;
}

/** Some messages were not taken; all others were. */
export class PublishFailed extends DomainError {
  override readonly code = "bus/publish-failed";
  override readonly kind = "unavailable";
  /** Ascending by index. */
  readonly notTaken: readonly NotTaken[];

  constructor(notTaken: readonly NotTaken[]) {
    super(`Cannot publish ${notTaken.length} of the messages`, { cause: notTaken[0]?.error });
    this.notTaken = notTaken;
  }
}
