/** One run of a relay, from the moment it leads until it ends. */

import { EventHandling } from "../events/event_handling.ts";
import { EventRecords } from "../events/event_records.ts";
import type { Leadership } from "../events/leadership.ts";
import { loadProgress, type Progress } from "../events/progress.ts";
import type { SessionOptions, SessionParts } from "../events/session.ts";
import { readPending } from "../events/subscription_records.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "../events/subscription.ts";
import type { Recorded } from "../store/store.ts";
import type { MessageBus } from "./message_bus.ts";
import { publishTold, type Told } from "./publish_told.ts";
import type { MessageOf } from "./relay.ts";

/** What a relay is run with. */
export interface RelayRun {
  readonly bus: Pick<MessageBus, "publish">;
  readonly messageOf: MessageOf;
  readonly settings: SubscriptionSettings;
}

/** A part of the log, up to a position. */
interface Batch {
  readonly told: readonly Told[];
  readonly through: number;
}

/** Events of one batch. */
const BATCH = 500;
/** Turns that an adapter takes, at most, until it sends what it has to publish. */
const TURNS = 50;
/** Milliseconds between two times that a relay with more to tell writes down how far it has come. */
const SAVE_EVERY = 100;
/** Milliseconds after which it looks at the log in any case. */
const LONGEST_WAIT = 60_000;

/**
 * Publishes until the signal is aborted.
 *
 * @throws what ended it otherwise: a lost fence, or the store
 */
export async function runRelay(
  ports: SubscriptionPorts,
  relay: RelayRun,
  leadership: Leadership,
  options: SessionOptions,
): Promise<void> {
  const { settings } = relay;
  const progress = await loadProgress(ports.store, settings);
  // A publication in flight has a deadline of its own.
  const { signal: abandon } = new AbortController();
  const records = new EventRecords(ports.store, settings.name, leadership.fence, progress);
  const handling = new EventHandling(ports, settings, leadership, records, abandon);
  for await (const { pending } of readPending(ports.store, settings.name)) {
    await handling.resume(pending);
  }
  await new RelaySession(ports, relay, { progress, records, handling }, options).run();
  await records.save();
}

/** Publishes batch after batch; what failed, or waits behind what did, goes its way one by one. */
class RelaySession {
  readonly #ports: SubscriptionPorts;
  readonly #relay: RelayRun;
  readonly #progress: Progress;
  readonly #records: EventRecords;
  readonly #handling: EventHandling;
  readonly #options: SessionOptions;
  #ahead: Promise<Batch> | undefined;
  #headAtMarks = -1;
  #savedAt = -Infinity;

  constructor(
    ports: SubscriptionPorts,
    relay: RelayRun,
    { progress, records, handling }: SessionParts,
    options: SessionOptions,
  ) {
    this.#ports = ports;
    this.#relay = relay;
    this.#progress = progress;
    this.#records = records;
    this.#handling = handling;
    this.#options = options;
  }

  async run(): Promise<void> {
    const { signal, once } = this.#options;
    while (!signal.aborted) {
      await this.#heedOperators();
      if (await this.#tryOneAgain()) continue;
      const before = this.#progress.scanned;
      if (!await this.#publishNext() && once) return;
      if (this.#progress.scanned === before && !once) await this.#somethingHappens();
    }
  }

  /** Operators append an event for each act, so only a longer log can hold news of them. */
  async #heedOperators(): Promise<void> {
    const head = await this.#ports.store.head();
    if (head === this.#headAtMarks) return;
    await this.#records.heedOperators();
    this.#headAtMarks = head;
  }

  async #tryOneAgain(): Promise<boolean> {
    if (this.#handling.outage.wait > 0) return false;
    const job = this.#handling.nextPending(() => false) ?? this.#handling.nextProbe();
    await job?.run();
    return job !== undefined;
  }

  /** Publishes the next batch; answers whether there was one, and it could be published. */
  async #publishNext(): Promise<boolean> {
    const { told, through } = await this.#nextBatch();
    if (through <= this.#progress.scanned) {
      await this.#records.save();
      return false;
    }
    const fresh = this.#progress.scan(told.map(({ event }) => event.position), through);
    const open = told.filter(({ event }) => fresh.has(event.position));
    const free = open.filter(({ event }) => this.#isFree(event));
    const publishing = publishTold(this.#ports, this.#relay, free, this.#options);
    await takeTurns();
    const ahead = this.#goAhead(through);
    const failed = await publishing;
    await ahead;
    if (failed === undefined) return false;
    const alone: Recorded[] = [];
    for (const { event } of open) {
      if (failed.has(event) || !this.#isFree(event)) alone.push(event);
      else this.#progress.finished(event.position, []);
    }
    for (const event of alone) await this.#handling.handle(event);
    return true;
  }

  #isFree({ stream }: Recorded): boolean {
    return !this.#handling.isBlocked(stream);
  }

  #nextBatch(): Promise<Batch> {
    const batch = this.#ahead ?? this.#read(this.#progress.scanned);
    this.#ahead = undefined;
    return batch;
  }

  /**
   * Does what can be done while the broker is at work, since some stores keep everybody waiting: writes
   * down what was published before, and reads what comes next.
   */
  #goAhead(after: number): Promise<void> {
    const saved = this.#saveNowAndThen();
    this.#ahead = this.#read(after);
    // Should this batch fail, nobody is left to hear of these.
    saved.catch(() => {});
    this.#ahead.catch(() => {});
    return saved;
  }

  async #saveNowAndThen(): Promise<void> {
    const now = this.#ports.clock.monotonic();
    if (now - this.#savedAt < SAVE_EVERY) return;
    this.#savedAt = now;
    await this.#records.save();
  }

  async #read(after: number): Promise<Batch> {
    const { events, through } = await this.#ports.store.readLog({ after, limit: BATCH });
    const told = events.map((event) => ({ event, message: this.#relay.messageOf(event) }));
    return { told, through };
  }

  /** Waits for the log to grow, something to fall due, or the end. */
  async #somethingHappens(): Promise<void> {
    const { store, clock } = this.#ports;
    const { signal } = this.#options;
    const turn = new AbortController();
    const end = () => turn.abort();
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    const due = this.#handling.untilDue(() => false);
    try {
      await Promise.race([
        clock.sleep(Math.max(1, Math.min(due, LONGEST_WAIT)), turn.signal),
        store.changed(this.#progress.scanned, turn.signal),
      ]);
    } finally {
      signal.removeEventListener("abort", end);
      turn.abort();
    }
  }
}

/** Lets others go on, as long as they need to wait for nothing from outside. */
async function takeTurns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await undefined;
}
