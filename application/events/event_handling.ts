/** What becomes of one event: handled, tried again, parked, or queued behind another. */

import { isConflict } from "../store/rerun.ts";
import type { Recorded } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { type Attempted, attemptEvent } from "./attempt.ts";
import { isFenceLost, type Leadership } from "./leadership.ts";
import { Outage } from "./outage.ts";
import { failed, interrupted, queued, redriven, started, takenOver } from "./pending_event.ts";
import { PendingQueue } from "./pending_queue.ts";
import type { Progress } from "./progress.ts";
import {
  SubscriptionHalted,
  type SubscriptionPorts,
  type SubscriptionSettings,
} from "./subscription.ts";
import {
  type Pending,
  type PendingDocument,
  putPending,
  readPending,
  removePending,
} from "./subscription_records.ts";

/** Something to do for one stream. */
export interface Job {
  readonly stream: string;
  /** Whether nothing else may be running meanwhile. */
  readonly alone: boolean;
  readonly run: () => Promise<void>;
}

type Failure = Extract<Attempted, { readonly done: false }>;

/** Handles events one at a time per stream; every outcome is a commit under the fence. */
export class EventHandling {
  readonly outage: Outage;
  readonly #ports: SubscriptionPorts;
  readonly #settings: SubscriptionSettings;
  readonly #leadership: Leadership;
  readonly #progress: Progress;
  readonly #abandon: AbortSignal;
  readonly #pending = new PendingQueue();
  /** Attempts of events that are tried again in place, because failing for good halts everything. */
  readonly #inPlace = new Map<string, { readonly attempts: number; readonly nextAt: number }>();
  /**
   * Positions of what the run before may have died of. Each is written down before it starts, and
   * tried alone: should it be the death of this run too, nothing else is taken for the cause.
   */
  readonly #suspects = new Set<number>();
  /** How many events of the log, not written down yet, are suspects too. */
  #unknownSuspects: number;

  constructor(
    ports: SubscriptionPorts,
    settings: SubscriptionSettings,
    leadership: Leadership,
    progress: Progress,
    abandon: AbortSignal,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#leadership = leadership;
    this.#progress = progress;
    this.#abandon = abandon;
    this.outage = new Outage(ports);
    this.#unknownSuspects = leadership.afterCrash && settings.onPoison === "park"
      ? settings.concurrency
      : 0;
  }

  /** Takes over a pending event from the run before; an attempt that its process did not survive has failed. */
  async resume(stored: Pending): Promise<void> {
    const pending = takenOver(stored, this.#settings.retry, this.#ports.clock.now());
    this.#pending.add(pending);
    if (pending.state !== "started") return;
    if (this.#leadership.afterCrash) {
      this.#suspects.add(pending.position);
      const error = new Error("The process ended during the attempt");
      return await this.#settle(this.#failed(pending, { done: false, error, permanent: false }));
    }
    // It was left behind, or ended with its run: that is not held against the event.
    await this.#settle(interrupted(pending));
  }

  /** Does what operators have marked. */
  async heedOperators(): Promise<void> {
    const { store } = this.#ports;
    const acted = { index: "turn", equal: "operator-acted" } as const;
    for await (const marked of readPending(store, this.#settings.name, acted)) {
      await this.#heed(marked);
    }
  }

  /** Leaves alone what an operator marks anew meanwhile: the new mark is seen to next. */
  async #heed({ pending, version }: PendingDocument): Promise<void> {
    const { name } = this.#settings;
    const again = redriven(pending);
    const discarded = pending.state === "discard";
    const put = discarded ? removePending(name, pending) : putPending(name, again);
    try {
      await this.#commit([{ ...put, expect: version }]);
    } catch (error) {
      if (!isConflict(error) || isFenceLost(error, this.#leadership.fence)) throw error;
      return;
    }
    if (discarded) this.#pending.remove(pending);
    else this.#pending.update(again);
  }

  /** Whether an event of the stream may be handled now: due, or as a probe. */
  accepts(stream: string): boolean {
    if (this.outage.on) return !this.#pending.isBlocked(stream);
    return (this.#inPlace.get(stream)?.nextAt ?? 0) <= this.#ports.clock.now();
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
    const inPlace = [...this.#inPlace]
      .filter(([stream]) => !isBusy(stream))
      .map(([_, { nextAt }]) => nextAt);
    return Math.min(this.#pending.nextDue(isBusy), ...inPlace) - this.#ports.clock.now();
  }

  /** Handles an event from the log; answers whether it must be handed in again. */
  async handle(event: Recorded): Promise<boolean> {
    const suspect = this.#unknownSuspects > 0;
    if (suspect) {
      this.#unknownSuspects--;
      this.#suspects.add(event.position);
    }
    if (suspect || this.#pending.isBlocked(event.stream)) {
      await this.#passBy(event, queued(event));
      return false;
    }
    let puts: readonly StagedPut[] = [];
    const attempt = (this.#inPlace.get(event.stream)?.attempts ?? 0) + 1;
    const attempted = await this.#attempt(event, attempt, () => {
      puts = this.#progress.finishing(event.position);
      return puts;
    });
    if (attempted.done) {
      this.#inPlace.delete(event.stream);
      this.#progress.finished(event.position, puts);
      return false;
    }
    const after = this.#failed({ ...queued(event), attempts: attempt }, attempted);
    if (this.#settings.onPoison === "halt") return this.#waitInPlace(after, attempted);
    await this.#passBy(event, after);
    return false;
  }

  /** Writes down how far the subscription has come. */
  async save(): Promise<void> {
    if (this.#progress.unsaved === 0) return;
    const puts = this.#progress.saving();
    await this.#commit(puts);
    this.#progress.saved(puts);
  }

  #jobOf(pending: Pending): Job {
    const alone = this.#suspects.has(pending.position);
    return { stream: pending.stream, alone, run: () => this.#retry(pending) };
  }

  async #retry(pending: Pending): Promise<void> {
    const begun = started(pending);
    await this.#settle(begun);
    const { events: [event] } = await this.#ports.store.readLog({
      after: pending.position - 1,
      limit: 1,
    });
    if (event === undefined) throw new TypeError(`The log has no position ${pending.position}`);
    const { name } = this.#settings;
    const attempted = await this.#attempt(event, begun.attempts, () => [
      removePending(name, pending),
    ]);
    this.#suspects.delete(pending.position);
    if (attempted.done) this.#pending.remove(pending);
    else await this.#settle(this.#failed(begun, attempted));
  }

  async #attempt(
    event: Recorded,
    attempt: number,
    puts: () => readonly StagedPut[],
  ): Promise<Attempted> {
    const attempted = await attemptEvent(this.#ports, this.#settings, this.#leadership, {
      event,
      attempt,
      abandon: this.#abandon,
      stage: (tx) => puts().forEach(tx.put),
    });
    if (attempted.done || attempted.permanent) this.outage.succeeded();
    else this.outage.failed(event.stream);
    return attempted;
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
    const { stream, position, attempts, nextAt } = after;
    if (after.state === "dead") {
      throw new SubscriptionHalted(this.#settings.name, position, { cause: error });
    }
    this.#inPlace.set(stream, { attempts, nextAt });
    return true;
  }

  /** Lets the checkpoint pass an event that has a record of its own. */
  async #passBy(event: Recorded, pending: Pending): Promise<void> {
    const puts = this.#progress.finishing(event.position);
    await this.#commit([...puts, putPending(this.#settings.name, pending)]);
    this.#progress.finished(event.position, puts);
    this.#pending.add(pending);
  }

  /** Stores and notes what has become of a pending event. */
  async #settle(pending: Pending): Promise<void> {
    await this.#commit([putPending(this.#settings.name, pending)]);
    this.#pending.update(pending);
  }

  async #commit(puts: readonly StagedPut[]): Promise<void> {
    await this.#ports.store.commit({
      checks: [this.#leadership.fence],
      puts: puts.map((put) => ({ ...put, expect: put.expect ?? "any" })),
    });
  }
}
