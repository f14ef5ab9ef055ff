/** The work on one lane of a channel for a group: message after message, each until it is taken. */

import { backoff } from "../../application/events/backoff.ts";
import type { Arrival, Receive } from "../../application/messaging/message_bus.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import { arrivalOf, type WantedTypes } from "./arrival.ts";
import { type Entry, NOTHING, type Reading, reading, readingOf } from "./lane_script.ts";
import type { Link } from "./link.ts";
import { DELAYS, persist, type PersistPorts } from "./persist.ts";
import type { Watch } from "./watch.ts";

/** What the work stands on. */
export interface LanePorts extends PersistPorts {
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

/** Somebody at work on a lane. */
export class Lane {
  /** Resolves when nothing is being received any more. */
  readonly settled: Promise<void>;
  readonly #ports: LanePorts;
  readonly #place: LanePlace;
  readonly #owner: LaneOwner;
  readonly #stopping = new AbortController();
  readonly #lost = new AbortController();
  readonly #finished = new Acknowledgements((ids) => this.#acknowledge(ids));
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
      const read = await persist(this.#ports, stopping, () => this.#read(seen));
      if (read === undefined) break;
      for (const entry of read.entries) {
        if (!await this.#take(entry)) break;
        this.#finished.add(entry.id);
      }
      await this.#finished.settled();
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

  async #acknowledge(ids: readonly string[]): Promise<void> {
    const { link, trim } = this.#ports;
    const { stream, group } = this.#place;
    const command = ["XACK", stream, group, ...ids] as const;
    await persist(this.#ports, this.#lost.signal, () => link.ask(command));
    trim();
  }

  /** Tells whether the group needs the entry no more. */
  async #take({ id, fields }: Entry): Promise<boolean> {
    const { clock, random, log } = this.#ports;
    const { channel, group, partition } = this.#place;
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
        await clock.sleep(backoff(DELAYS, ++failures, random), this.#stopping.signal);
      }
    }
    return true;
  }

  async #receive(arrival: Arrival): Promise<void> {
    this.#isReceiving = true;
    try {
      await this.#owner.receive(arrival, { signal: this.#lost.signal });
    } finally {
      this.#isReceiving = false;
    }
  }
}

function leaseLost(): Error {
  return new Error("The lease of the lane is lost: another subscriber may have it");
}
