/** What becomes of one event: handled, tried again, parked, or queued behind another. */

import type { Recorded } from "../store/store.ts";
import type { Attempted } from "./attempt.ts";
import { Attempts } from "./attempts.ts";
import type { EventRecords } from "./event_records.ts";
import type { Leadership } from "./leadership.ts";
import { Outage } from "./outage.ts";
import { due, failed, interrupted, queued, started, takenOver } from "./pending_event.ts";
import type { PendingQueue } from "./pending_queue.ts";
import { RetriesInPlace } from "./retries_in_place.ts";
import {
  SubscriptionHalted,
  type SubscriptionPorts,
  type SubscriptionSettings,
} from "./subscription.ts";
import type { Pending } from "./subscription_records.ts";
import { Suspects } from "./suspects.ts";

/** Something to do for one stream. */
export interface Job {
  readonly stream: string;
  /** Whether nothing else may be running meanwhile. */
  readonly alone: boolean;
  /** Whether its event was passed before. */
  readonly late: boolean;
  readonly run: () => Promise<void>;
}

type Failure = Extract<Attempted, { readonly done: false }>;

/** Handles events one at a time per stream; every outcome is a commit under the fence. */
export class EventHandling {
  readonly outage: Outage;
  readonly attempts: Attempts;
  readonly #ports: SubscriptionPorts;
  readonly #settings: SubscriptionSettings;
  readonly #isAfterCrash: boolean;
  readonly #records: EventRecords;
  readonly #inPlace = new RetriesInPlace();
  readonly #suspects: Suspects;

  constructor(
    ports: SubscriptionPorts,
    settings: SubscriptionSettings,
    leadership: Leadership,
    records: EventRecords,
    abandon: AbortSignal,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#isAfterCrash = leadership.afterCrash;
    this.#records = records;
    this.outage = new Outage(ports);
    this.attempts = new Attempts({
      ports,
      settings,
      leadership,
      records,
      outage: this.outage,
      abandon,
    });
    const mayHaveDied = leadership.afterCrash && settings.onPoison === "park";
    this.#suspects = new Suspects(mayHaveDied ? settings.concurrency : 0);
  }

  /** Takes over a pending event from the run before; an attempt that its process did not survive has failed. */
  async resume(stored: Pending): Promise<void> {
    const pending = takenOver(stored, this.#settings.retry, this.#ports.clock.now());
    this.#pending.add(pending);
    if (pending.state !== "started") return;
    if (this.#isAfterCrash) {
      this.#suspects.add(pending);
      const error = new Error("The process ended during the attempt");
      const after = this.#failed(pending, { done: false, error, permanent: false });
      return await this.#records.write(after);
    }
    // It was left behind, or ended with its run: that is not held against the event.
    await this.#records.write(interrupted(pending));
  }

  /** Whether an event of the stream may be handled now: due, or as a probe. */
  accepts(stream: string): boolean {
    if (this.outage.on) return !this.#pending.isBlocked(stream);
    return this.#inPlace.isDue(stream, this.#ports.clock.now());
  }

  /** Whether events of the stream wait for one before them. */
  isBlocked(stream: string): boolean {
    return this.#pending.isBlocked(stream);
  }

  /** The next attempt that is due; during an outage every second probe. */
  nextPending(isBusy: (stream: string) => boolean): Job | undefined {
    if (this.outage.on) return this.outage.probes % 2 === 0 ? this.nextProbe() : undefined;
    const [head] = this.#pending.due(this.#ports.clock.now(), isBusy);
    return head && this.#jobOf(head);
  }

  /** During an outage the attempt that was probed least lately, due or not. */
  nextProbe(): Job | undefined {
    if (!this.outage.on) return undefined;
    const head = this.#pending.nextProbe(this.outage.probes);
    return head && this.#jobOf(head);
  }

  /** Milliseconds until there is something to start. */
  untilDue(isBusy: (stream: string) => boolean): number {
    if (this.outage.wait > 0) return this.outage.wait;
    // During an outage nothing falls due: the end of the running probe is what comes next.
    if (this.outage.on) return Infinity;
    const next = Math.min(this.#pending.nextDue(isBusy), this.#inPlace.nextDue(isBusy));
    return next - this.#ports.clock.now();
  }

  /** Handles an event from the log; answers whether it must be handed in again. */
  async handle(event: Recorded): Promise<boolean> {
    const suspect = this.#suspects.takeUnknown(event);
    const blocked = this.#pending.isBlocked(event.stream);
    if (suspect || blocked) {
      await this.#records.write(blocked ? queued(event) : due(queued(event)));
      return false;
    }
    const attempt = this.#inPlace.attempts(event.stream) + 1;
    const attempted = await this.attempts.make(event, attempt);
    if (attempted.done) {
      this.#inPlace.done(event.stream);
      return false;
    }
    const after = this.#failed({ ...queued(event), attempts: attempt }, attempted);
    if (this.#settings.onPoison === "halt") return this.#waitInPlace(after, attempted);
    await this.#records.write(after);
    return false;
  }

  get #pending(): PendingQueue {
    return this.#records.queue;
  }

  #jobOf(pending: Pending): Job {
    const alone = this.#suspects.has(pending);
    return { stream: pending.stream, alone, late: true, run: () => this.#retry(pending) };
  }

  async #retry(pending: Pending): Promise<void> {
    const begun = started(pending);
    await this.#records.write(begun);
    const { events: [event] } = await this.#ports.store.readLog({
      after: pending.position - 1,
      limit: 1,
    });
    if (event === undefined) throw new TypeError(`The log has no position ${pending.position}`);
    const attempted = await this.attempts.make(event, begun.attempts);
    this.#suspects.delete(pending);
    if (!attempted.done) await this.#records.write(this.#failed(begun, attempted));
  }

  /** What a failure makes of an event. What fails in an outage is not held against it. */
  #failed(pending: Pending, { error, permanent }: Failure): Pending {
    const { clock, log, random } = this.#ports;
    const { name, retry } = this.#settings;
    const spared = this.outage.on && !permanent;
    const after = failed(pending, { error, permanent, spared, now: clock.now() }, retry, random);
    const { position, stream, type, attempts: attempt } = pending;
    const data = { subscription: name, position, stream, type, attempt, error };
    if (after.state === "dead") log.error("an event failed for good", data);
    else log.warn("an event failed and will be tried again", data);
    return after;
  }

  #waitInPlace(after: Pending, { error }: Failure): true {
    if (after.state === "dead") {
      throw new SubscriptionHalted(this.#settings.name, after.position, { cause: error });
    }
    this.#inPlace.failed(after);
    return true;
  }
}
