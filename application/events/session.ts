/** One run of one subscription, from the moment it leads until it ends. */

import type { Recorded } from "../store/store.ts";
import { EventHandling, type Job } from "./event_handling.ts";
import type { Leadership } from "./leadership.ts";
import { loadProgress, type Progress } from "./progress.ts";
import { ReadAhead } from "./read_ahead.ts";
import { readPending } from "./subscription_records.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "./subscription.ts";

/** How a session ends. */
export interface SessionOptions {
  /** Ends the session: nothing new starts, what runs is finished. */
  readonly signal: AbortSignal;
  /** Milliseconds that handlers get to finish before they are left behind. */
  readonly stopWithin: number;
  /** Ends when nothing is left that can be done now. */
  readonly once: boolean;
}

/** Events read ahead of their handling. */
const BATCH = 100;
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
  const abandon = new AbortController();
  const handling = new EventHandling(ports, settings, leadership, progress, abandon.signal);
  for await (const { pending } of readPending(ports.store, settings.name)) {
    await handling.resume(pending);
  }
  const session = new Session(ports, settings, progress, handling, options);
  try {
    await session.run();
  } finally {
    await session.finish(abandon);
  }
  await handling.save();
}

/** Reads ahead, starts what can be started, and waits for something to happen. */
class Session {
  readonly #ports: SubscriptionPorts;
  readonly #settings: SubscriptionSettings;
  readonly #progress: Progress;
  readonly #handling: EventHandling;
  readonly #options: SessionOptions;
  readonly #ahead = new ReadAhead();
  /** What is being done, by stream. */
  readonly #busy = new Map<string, Promise<void>>();
  #news = Promise.withResolvers<void>();
  #trouble: { readonly error: unknown } | undefined;
  /** The stream of an attempt that must be alone, while it runs or waits for the others to end. */
  #alone: string | undefined;
  #headAtMarks = -1;
  #savedAt: number;

  constructor(
    ports: SubscriptionPorts,
    settings: SubscriptionSettings,
    progress: Progress,
    handling: EventHandling,
    options: SessionOptions,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#progress = progress;
    this.#handling = handling;
    this.#options = options;
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
      const readOn = await this.#readAhead();
      const started = this.#startAll();
      // Told before anything that runs can settle: that would be news, and make room for more.
      const idle = !readOn && !started && this.#busy.size === 0;
      await this.#saveNowAndThen();
      this.#throwTrouble();
      if (readOn || started) continue;
      if (once && idle) return;
      await this.#somethingHappens();
      this.#throwTrouble();
    }
  }

  /** Waits for what runs; after the deadline it is left behind. */
  async finish(abandon: AbortController): Promise<void> {
    const finished = new AbortController();
    const deadline = this.#ports.clock.sleep(this.#options.stopWithin, finished.signal)
      .then(() => {
        if (!finished.signal.aborted) abandon.abort();
      });
    await Promise.all(this.#busy.values());
    finished.abort();
    await deadline;
  }

  /** Operators append an event for each act, so only a longer log can hold news of them. */
  async #heedOperators(): Promise<void> {
    const head = await this.#ports.store.head();
    if (head === this.#headAtMarks) return;
    await this.#handling.heedOperators();
    this.#headAtMarks = head;
  }

  get #wantsMore(): boolean {
    if (this.#handling.outage.on && !this.#ahead.isEmpty) return false;
    if (this.#progress.room === 0) return false;
    // A stream that cannot move must not keep the others from coming.
    const canMove = (stream: string) => !this.#busy.has(stream) && this.#handling.accepts(stream);
    return this.#ahead.count(canMove) < BATCH / 2;
  }

  /** Answers whether the log was looked at any further. */
  async #readAhead(): Promise<boolean> {
    if (!this.#wantsMore) return false;
    const { types } = this.#settings;
    const before = this.#progress.scanned;
    const last = before + this.#progress.room;
    const page = await this.#ports.store.readLog({
      after: before,
      limit: BATCH,
      ...(types === "*" ? {} : { types }),
    });
    const events = page.events.filter(({ position }) => position <= last);
    const fresh = this.#progress.scan(
      events.map(({ position }) => position),
      Math.min(page.through, last),
    );
    this.#ahead.add(events.filter(({ position }) => fresh.has(position)));
    return this.#progress.scanned > before;
  }

  #startAll(): boolean {
    let started = false;
    if (this.#alone !== undefined && !this.#busy.has(this.#alone)) this.#alone = undefined;
    while (this.#mayStart && this.#startOne()) started = true;
    return started;
  }

  /** After trouble nothing may start: the next event of the stream would overtake the one in trouble. */
  get #mayStart(): boolean {
    return !this.#isFull && this.#trouble === undefined && !this.#options.signal.aborted;
  }

  get #isFull(): boolean {
    return this.#alone !== undefined || this.#busy.size >= this.#settings.concurrency;
  }

  #startOne(): boolean {
    const { outage } = this.#handling;
    if (outage.on && (this.#busy.size > 0 || outage.wait > 0)) return false;
    const job = this.#nextJob(this.#isBusyOrFailing) ?? this.#nextJob(this.#isBusy) ??
      this.#handling.nextProbe();
    if (job === undefined) return false;
    if (job.alone) this.#alone = job.stream;
    if (job.alone && this.#busy.size > 0) return false;
    this.#start(job.stream, job.run());
    return true;
  }

  #nextJob(isOut: (stream: string) => boolean): Job | undefined {
    return this.#handling.nextPending(isOut) ?? this.#nextAhead(isOut);
  }

  #nextAhead(isOut: (stream: string) => boolean): Job | undefined {
    const event = this.#ahead.take((stream) => !isOut(stream) && this.#handling.accepts(stream));
    return event && { stream: event.stream, alone: false, run: () => this.#handleAhead(event) };
  }

  async #handleAhead(event: Recorded): Promise<void> {
    const again = await this.#handling.handle(event);
    if (again) this.#ahead.putBack(event);
  }

  #start(stream: string, work: Promise<void>): void {
    const settled = work
      .catch((error) => {
        this.#trouble ??= { error };
      })
      .finally(() => {
        this.#busy.delete(stream);
        this.#news.resolve();
      });
    this.#busy.set(stream, settled);
  }

  readonly #isBusy = (stream: string): boolean => this.#busy.has(stream);

  /** Streams that did not fail come first: that tells an outage from a failing few. */
  readonly #isBusyOrFailing = (stream: string): boolean =>
    this.#busy.has(stream) || this.#handling.outage.isFailing(stream);

  async #saveNowAndThen(): Promise<void> {
    if (this.#busy.size > 0 || this.#progress.unsaved === 0) return;
    if (this.#ports.clock.monotonic() - this.#savedAt < SAVE_AFTER) return;
    await this.#handling.save();
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

  #throwTrouble(): void {
    if (this.#trouble !== undefined) throw this.#trouble.error;
  }

  #untilDue(): number {
    const due = this.#isFull ? Infinity : this.#handling.untilDue(this.#isBusy);
    const idle = this.#busy.size === 0 && this.#progress.unsaved > 0;
    return Math.max(1, Math.min(due, idle ? SAVE_AFTER : Infinity, 60_000));
  }
}
