/** A partition in the hands of a subscription: one message after another, each until it is taken. */

import { backoff } from "../../application/events/backoff.ts";
import type { Clock, Random } from "../../application/ports.ts";
import type { KafkaReceived } from "./client.ts";

/** What a lane stands on. */
export interface LanePorts {
  readonly clock: Pick<Clock, "sleep">;
  readonly random: Random;
}

/** What a lane does with its records, and who hears of it. */
export interface LaneWork {
  /** Receives one record; rejects when it has to come again. */
  readonly receive: (record: KafkaReceived, signal: AbortSignal) => Promise<void>;
  /** Aborted when no record may be begun any more. */
  readonly stopping: AbortSignal;
  /** Something was taken, or left. */
  readonly onProgress: () => void;
}

/** A record in work. */
interface Delivery {
  readonly offset: number;
  readonly givingUp: AbortController;
}

/** Milliseconds before a record that failed comes again. */
const delays = { first: 50, longest: 10_000 };

/** Works through the records of a partition for as long as it is given to this subscription. */
export class Lane {
  readonly #ports: LanePorts;
  readonly #work: LaneWork;
  #queue: KafkaReceived[] = [];
  #backlog = 0;
  #delivery: Delivery | undefined;
  #runs = false;
  #isFrozen = false;
  /** Offset of the first record that was not offered yet, where that is known. */
  #next: number | undefined;
  #done: number | undefined;

  constructor(ports: LanePorts, work: LaneWork) {
    this.#ports = ports;
    this.#work = work;
  }

  /** Bytes that wait. */
  get backlog(): number {
    return this.#backlog;
  }

  /** Whether the partition must stay here: a record is in work, or was, and the broker does not know. */
  get isHeld(): boolean {
    return this.isAtWork || this.#done !== undefined;
  }

  /** Whether a record is in work that nobody else was given. */
  get isAtWork(): boolean {
    return this.#delivery?.givingUp.signal.aborted === false;
  }

  /** What the group has finished and the broker was not told; the offset after it. */
  get done(): number | undefined {
    return this.#done;
  }

  /** Takes in records as they come from the broker. */
  offer(records: readonly KafkaReceived[]): void {
    for (const record of records) {
      const offset = Number(record.offset);
      if (this.#next !== undefined && offset < this.#next) continue;
      this.#next = offset + 1;
      this.#queue.push(record);
      this.#backlog += sizeOf(record);
    }
    void this.#run();
  }

  /** The broker was told that all up to an offset is done. */
  committed(offset: number): void {
    if (this.#done === offset) this.#done = undefined;
  }

  /** Begins nothing new until the partition is given again: another may get it. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** The partition is here, and comes from where the group is; what is in work stays so. */
  give(): void {
    this.#clear();
    this.#next = this.isAtWork ? this.#delivery!.offset + 1 : this.#done;
    this.#isFrozen = false;
  }

  /** The partition is elsewhere. */
  withdraw(reason: unknown): void {
    this.#clear();
    this.#done = undefined;
    this.#next = undefined;
    this.#delivery?.givingUp.abort(reason);
  }

  #clear(): void {
    this.#queue = [];
    this.#backlog = 0;
  }

  async #run(): Promise<void> {
    if (this.#runs) return;
    this.#runs = true;
    while (!this.#isFrozen && !this.#work.stopping.aborted) {
      const record = this.#queue.shift();
      if (record === undefined) break;
      this.#backlog -= sizeOf(record);
      await this.#deliver(record);
    }
    this.#runs = false;
  }

  async #deliver(record: KafkaReceived): Promise<void> {
    const delivery = { offset: Number(record.offset), givingUp: new AbortController() };
    this.#delivery = delivery;
    const { signal } = delivery.givingUp;
    const isTaken = await this.#untilTaken(record, signal);
    this.#delivery = undefined;
    if (isTaken && !signal.aborted) this.#done = delivery.offset + 1;
    this.#work.onProgress();
  }

  /** Receives a record again and again; `false` when it was left. */
  async #untilTaken(record: KafkaReceived, signal: AbortSignal): Promise<boolean> {
    const { clock, random } = this.#ports;
    const { receive, stopping } = this.#work;
    const leaving = AbortSignal.any([signal, stopping]);
    for (let failures = 1;; failures++) {
      try {
        await receive(record, signal);
        return true;
      } catch {
        if (leaving.aborted) return false;
        await clock.sleep(backoff(delays, failures, random), leaving);
        if (leaving.aborted) return false;
      }
    }
  }
}

function sizeOf({ key, value }: KafkaReceived): number {
  return (key?.length ?? 0) + (value?.length ?? 0);
}
