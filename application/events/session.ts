/** One run of one subscription, from the moment it leads until it ends. */

import type { Recorded } from "../store/store.ts";
import { EventHandling, type Job } from "./event_handling.ts";
import { EventRecords } from "./event_records.ts";
import type { Leadership } from "./leadership.ts";
import { loadProgress, type Progress } from "./progress.ts";
import { ReadAhead } from "./read_ahead.ts";
import { RunningJobs } from "./running_jobs.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "./subscription.ts";
import { readPending } from "./subscription_records.ts";

/** How a session ends. */
export interface SessionOptions {
  /** Ends the session: nothing new starts, what runs is finished. */
  readonly signal: AbortSignal;
  /** Milliseconds that handlers get to finish before they are left behind. */
  readonly stopWithin: number;
  /** Ends when nothing is left that can be done now. */
  readonly once: boolean;
}

/** Milliseconds after which an idle session writes down how far it has looked. */
const SAVE_AFTER = 1000;

/**
 * Runs a subscription until the signal is aborted.
 *
 * @throws what ended it otherwise: a lost fence, an event from the future, a halt, or the store
 */
export async function runSession(
  ports: SubscriptionPorts,
  settings: SubscriptionSettings,
  leadership: Leadership,
  options: SessionOptions,
): Promise<void> {
  const progress = await loadProgress(ports.store, settings);
  const records = new EventRecords(ports.store, settings.name, leadership.fence, progress);
  const abandon = new AbortController();
  const handling = new EventHandling(ports, settings, leadership, records, abandon.signal);
  for await (const { pending } of readPending(ports.store, settings.name)) {
    await handling.resume(pending);
  }
  const session = new Session(ports, settings, { progress, records, handling }, options);
  try {
    await session.run();
  } finally {
    await session.finish(abandon);
  }
  await records.save();
}

/** What a session works with. */
export interface SessionParts {
  readonly progress: Progress;
  readonly records: EventRecords;
  readonly handling: EventHandling;
}

/** Reads ahead, starts what can be started, and waits for something to happen. */
class Session {
  readonly #ports: SubscriptionPorts;
  readonly #settings: SubscriptionSettings;
  readonly #progress: Progress;
  readonly #records: EventRecords;
  readonly #handling: EventHandling;
  readonly #options: SessionOptions;
  readonly #ahead: ReadAhead;
  readonly #jobs: RunningJobs;
  #news = Promise.withResolvers<void>();
  #headAtMarks = -1;
  #savedAt: number;

  constructor(
    ports: SubscriptionPorts,
    settings: SubscriptionSettings,
    { progress, records, handling }: SessionParts,
    options: SessionOptions,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#progress = progress;
    this.#records = records;
    this.#handling = handling;
    this.#options = options;
    this.#ahead = new ReadAhead(ports.store, settings, progress);
    this.#jobs = new RunningJobs(settings.concurrency, () => this.#news.resolve());
    this.#savedAt = ports.clock.monotonic();
  }

  async run(): Promise<void> {
    const { signal, once } = this.#options;
    const wake = () => this.#news.resolve();
    signal.addEventListener("abort", wake, { once: true });
    while (!signal.aborted) {
      // Made anew before anything is looked at, so that no news after the look is missed.
      this.#news = Promise.withResolvers();
      await this.#heedOperators();
      const passed = await this.#passSlow();
      const readOn = this.#wantsMore && await this.#ahead.readOn();
      const started = this.#startAll();
      const moved = passed || readOn || started;
      // Told before anything that runs can settle: that would be news, and make room for more.
      const idle = !moved && this.#jobs.isIdle;
      await this.#saveNowAndThen();
      this.#jobs.throwTrouble();
      if (moved) continue;
      if (once && idle) return;
      await this.#somethingHappens();
      this.#jobs.throwTrouble();
    }
  }

  /** Waits for what runs; after the deadline it is left behind. */
  async finish(abandon: AbortController): Promise<void> {
    const finished = new AbortController();
    const deadline = this.#ports.clock.sleep(this.#options.stopWithin, finished.signal)
      .then(() => {
        if (!finished.signal.aborted) abandon.abort();
      });
    await this.#jobs.settled();
    finished.abort();
    await deadline;
  }

  /** Operators append an event for each act, so only a longer log can hold news of them. */
  async #heedOperators(): Promise<void> {
    const head = await this.#ports.store.head();
    if (head === this.#headAtMarks) return;
    await this.#records.heedOperators();
    this.#headAtMarks = head;
  }

  /**
   * Lets the checkpoint pass the oldest event when others will soon wait for it. Where poison halts
   * everything, nothing may be passed.
   */
  async #passSlow(): Promise<boolean> {
    const oldest = this.#progress.isCrowded ? this.#progress.oldest : undefined;
    if (oldest === undefined || this.#settings.onPoison === "halt") return false;
    const { attempts } = this.#handling;
    const waiting = this.#ahead.at(oldest);
    if (waiting === undefined) return await attempts.pass(oldest);
    const passed = await attempts.passBehind(waiting);
    if (passed) this.#ahead.remove(waiting);
    return passed;
  }

  get #wantsMore(): boolean {
    if (this.#handling.outage.on && !this.#ahead.isEmpty) return false;
    if (this.#progress.room === 0) return false;
    return !this.#ahead.hasEnough((stream) =>
      !this.#jobs.isBusy(stream) && this.#handling.accepts(stream)
    );
  }

  #startAll(): boolean {
    let started = false;
    this.#jobs.endAlone();
    while (this.#mayStart && this.#startOne()) started = true;
    return started;
  }

  /** After trouble nothing may start: the next event of the stream would overtake the one in trouble. */
  get #mayStart(): boolean {
    return !this.#jobs.isFull && !this.#jobs.isInTrouble && !this.#options.signal.aborted;
  }

  #startOne(): boolean {
    const { outage } = this.#handling;
    if (outage.on && (!this.#jobs.isIdle || outage.wait > 0)) return false;
    const job = this.#nextJob(this.#isBusyOrFailing) ?? this.#nextJob(this.#jobs.isBusy) ??
      this.#handling.nextProbe();
    return job !== undefined && this.#jobs.start(job);
  }

  #nextJob(isOut: (stream: string) => boolean): Job | undefined {
    const late = this.#jobs.takesLate ? this.#handling.nextPending(isOut) : undefined;
    return late ?? this.#nextAhead(isOut);
  }

  #nextAhead(isOut: (stream: string) => boolean): Job | undefined {
    const event = this.#ahead.take((stream) => !isOut(stream) && this.#handling.accepts(stream));
    return event &&
      { stream: event.stream, alone: false, late: false, run: () => this.#handleAhead(event) };
  }

  async #handleAhead(event: Recorded): Promise<void> {
    const again = await this.#handling.handle(event);
    if (again) this.#ahead.putBack(event);
  }

  /** Streams that did not fail come first: that tells an outage from a failing few. */
  readonly #isBusyOrFailing = (stream: string): boolean =>
    this.#jobs.isBusy(stream) || this.#handling.outage.isFailing(stream);

  async #saveNowAndThen(): Promise<void> {
    if (!this.#jobs.isIdle || this.#progress.unsaved === 0) return;
    if (this.#ports.clock.monotonic() - this.#savedAt < SAVE_AFTER) return;
    await this.#records.save();
    this.#savedAt = this.#ports.clock.monotonic();
  }

  /** Waits for the log to grow, work to settle, something to fall due, or the end. */
  async #somethingHappens(): Promise<void> {
    const { store, clock } = this.#ports;
    const turn = new AbortController();
    // Who wants no more events still heeds operators, whose acts lengthen the log.
    const known = this.#wantsMore ? this.#progress.scanned : this.#headAtMarks;
    try {
      await Promise.race([
        this.#news.promise,
        clock.sleep(this.#untilDue(), turn.signal),
        store.changed(known, turn.signal),
      ]);
    } finally {
      turn.abort();
    }
  }

  #untilDue(): number {
    const due = this.#jobs.takesLate ? this.#handling.untilDue(this.#jobs.isBusy) : Infinity;
    const idle = this.#jobs.isIdle && this.#progress.unsaved > 0;
    return Math.max(1, Math.min(due, idle ? SAVE_AFTER : Infinity, 60_000));
  }
}
