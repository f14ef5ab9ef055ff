/** The work on one lane of a channel for a group: message after message, each until it is taken. */

import { backoff } from "../../application/events/backoff.ts";
import type { Arrival, Receive } from "../../application/messaging/message_bus.ts";
import type { Clock, Log, Random } from "../../application/ports.ts";
import { arrivalOf, type WantedTypes } from "./arrival.ts";
import { isOutage } from "./driver_errors.ts";
import { type Entry, NOTHING, type Reading, reading, readingOf } from "./lane_script.ts";
import type { Link } from "./link.ts";
import { unlessAborted } from "./unless_aborted.ts";
import type { Watch } from "./watch.ts";

/** What the work stands on. */
export interface LanePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
  readonly link: Link;
  readonly watch: Watch;
  /** Called when the group needs a message no more. */
  readonly trim: () => void;
}

/** Which lane it is, and who works on it. */
export interface LanePlace {
  readonly channel: string;
  readonly partition: number;
  readonly stream: string;
  readonly leases: string;
  readonly group: string;
  readonly token: string;
}

/** Whose work it is. */
export interface LaneOwner {
  readonly types: WantedTypes;
  readonly receive: Receive;
  /** Whether the lease lasts, as far as one can tell without asking. */
  readonly isHeld: () => boolean;
}

/** Milliseconds before a message that failed comes again, or the server is asked again. */
const delays = { first: 50, longest: 10_000 };

/** Somebody at work on a lane. */
export class Lane {
  /** Resolves when nothing is being received any more. */
  readonly settled: Promise<void>;
  readonly #ports: LanePorts;
  readonly #place: LanePlace;
  readonly #owner: LaneOwner;
  readonly #stopping = new AbortController();
  readonly #lost = new AbortController();
  #isReceiving = false;

  constructor(ports: LanePorts, place: LanePlace, owner: LaneOwner) {
    this.#ports = ports;
    this.#place = place;
    this.#owner = owner;
    this.settled = this.#run();
  }

  /** Whether it would end at once if it were stopped. */
  get isIdle(): boolean {
    return !this.#isReceiving;
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  get isLost(): boolean {
    return this.#lost.signal.aborted;
  }

  /** Begins nothing new. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Leaves what is being received to others. */
  lose(reason: Error): void {
    this.#stopping.abort();
    this.#lost.abort(reason);
  }

  async #run(): Promise<void> {
    const stopping = this.#stopping.signal;
    let seen = NOTHING;
    while (!stopping.aborted) {
      const read = await this.#persist(() => this.#read(seen), stopping);
      if (read === undefined) return;
      for (const entry of read.entries) {
        if (!await this.#take(entry)) return;
      }
      seen = read.seen;
      if (!read.isFull) await this.#ports.watch.grown(this.#place.stream, seen, stopping);
    }
  }

  async #read(seen: string): Promise<Reading | undefined> {
    const { stream, leases, group, token, partition } = this.#place;
    const args = [group, token, partition, seen];
    const reply = await this.#ports.link.run(reading, [stream, leases], args);
    const read = readingOf(reply);
    if (read === undefined) this.lose(leaseLost());
    return read;
  }

  /** Tells whether the group needs the entry no more. */
  async #take({ id, fields }: Entry): Promise<boolean> {
    const { clock, random, log } = this.#ports;
    const { channel, group, stream, partition } = this.#place;
    const arrival = arrivalOf(channel, this.#owner.types, fields);
    for (let failures = 0; arrival !== undefined;) {
      if (!this.#owner.isHeld()) this.lose(leaseLost());
      if (this.isStopping) return false;
      try {
        await this.#receive(arrival);
        break;
      } catch (error) {
        log.warn("a message was not taken and comes again", {
          ...{ group, channel, partition, entry: id, error },
        });
        await clock.sleep(backoff(delays, ++failures, random), this.#stopping.signal);
      }
    }
    const acknowledge = () => this.#ports.link.ask(["XACK", stream, group, id]);
    const acknowledged = await this.#persist(acknowledge, this.#lost.signal);
    this.#ports.trim();
    return acknowledged !== undefined;
  }

  async #receive(arrival: Arrival): Promise<void> {
    this.#isReceiving = true;
    try {
      await this.#owner.receive(arrival, { signal: this.#lost.signal });
    } finally {
      this.#isReceiving = false;
    }
  }

  /** Asks again and again; `undefined` when it is not to go on. */
  async #persist<Answer>(
    ask: () => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const { clock, random, log } = this.#ports;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        return await unlessAborted(signal, ask());
      } catch (error) {
        const { group, channel, partition } = this.#place;
        if (!isOutage(error)) {
          log.warn("cannot work on a lane now", { group, channel, partition, error });
        }
        await clock.sleep(backoff(delays, failures, random), signal);
      }
    }
    return undefined;
  }
}

function leaseLost(): Error {
  return new Error("The lease of the lane is lost: another subscriber may have it");
}
