/** One run of a relay, from the moment it leads until it ends. */

import { backoff } from "../events/backoff.ts";
import { EventHandling } from "../events/event_handling.ts";
import { EventRecords } from "../events/event_records.ts";
import type { Leadership } from "../events/leadership.ts";
import { loadProgress, type Progress } from "../events/progress.ts";
import type { SessionOptions, SessionParts } from "../events/session.ts";
import { readPending } from "../events/subscription_records.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "../events/subscription.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import type { LogPage, Recorded } from "../store/store.ts";
import type { Message } from "./message.ts";
import type { MessageBus, PublishFailed } from "./message_bus.ts";
import type { MessageOf } from "./relay.ts";

/** What a relay is run with. */
export interface RelayRun {
  readonly bus: Pick<MessageBus, "publish">;
  readonly messageOf: MessageOf;
  readonly settings: SubscriptionSettings;
}

/** Events of one batch. */
const BATCH = 500;
/** Milliseconds between two attempts at a broker that does not answer. */
const DELAYS = { first: 200, longest: 10_000 };
/** Milliseconds that a batch takes on its way out of this process. */
const SENT_AFTER = 1;
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
  #ahead: Promise<LogPage> | undefined;
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
    const page = await this.#nextPage();
    if (page.through <= this.#progress.scanned) {
      await this.#records.save();
      return false;
    }
    const fresh = this.#progress.scan(page.events.map(({ position }) => position), page.through);
    const events = page.events.filter(({ position }) => fresh.has(position));
    const publishing = this.#publish(events.filter(this.#isFree));
    await this.#isSent(publishing);
    const ahead = this.#goAhead(page.through);
    const failed = await publishing;
    await ahead;
    if (failed === undefined) return false;
    const alone = events.filter((event) => failed.has(event) || !this.#isFree(event));
    for (const event of events) {
      if (!alone.includes(event)) this.#progress.finished(event.position, []);
    }
    for (const event of alone) await this.#handling.handle(event);
    return true;
  }

  readonly #isFree = ({ stream }: Recorded): boolean => !this.#handling.isBlocked(stream);

  #nextPage(): Promise<LogPage> {
    const page = this.#ahead ?? this.#read(this.#progress.scanned);
    this.#ahead = undefined;
    return page;
  }

  /** Resolves when what is published is on its way, as far as one can tell. */
  async #isSent(publishing: Promise<unknown>): Promise<void> {
    const published = new AbortController();
    await Promise.race([publishing, this.#ports.clock.sleep(SENT_AFTER, published.signal)]);
    published.abort();
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

  #read(after: number): Promise<LogPage> {
    return this.#ports.store.readLog({ after, limit: BATCH });
  }

  /** Answers which events the broker did not take; nothing when the run ended before it took any. */
  async #publish(events: readonly Recorded[]): Promise<ReadonlySet<Recorded> | undefined> {
    const told = events.flatMap((event) => {
      const message = this.#relay.messageOf(event);
      return message === undefined ? [] : [{ event, message }];
    });
    if (told.length === 0) return new Set();
    const notTaken = await this.#publishAtLast(told.map(({ message }) => message));
    return notTaken &&
      new Set(notTaken.flatMap(({ index }) => told[index] === undefined ? [] : told[index].event));
  }

  /** Publishes again and again while the broker is away. */
  async #publishAtLast(
    messages: readonly Message[],
  ): Promise<PublishFailed["notTaken"] | undefined> {
    const { clock, log, random } = this.#ports;
    const { signal, once } = this.#options;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        await this.#relay.bus.publish(messages);
        return [];
      } catch (error) {
        if (isPartial(error)) return error.notTaken;
        log.warn("the relay cannot publish yet", { relay: this.#relay.settings.name, error });
        if (once) return undefined;
        await clock.sleep(backoff(DELAYS, failures, random), signal);
      }
    }
    return undefined;
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

function isPartial(error: unknown): error is PublishFailed {
  return isDomainError(error) && error.code === "bus/publish-failed";
}
