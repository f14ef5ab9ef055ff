/** One of those who work on a lane for a group, one message at a time. */

import { backoff } from "../../application/events/backoff.ts";
import type { Clock, Random } from "../../application/ports.ts";
import type { NatsMessage } from "./client.ts";
import { Delivery } from "./delivery.ts";
import { type InboxPorts, type InboxSubjects, LaneInbox } from "./lane_inbox.ts";

/** What a worker stands on. */
export interface WorkerPorts extends InboxPorts {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly random: Random;
}

/** What a worker does, and where. */
export interface LaneWork extends InboxSubjects {
  /** Milliseconds for which the server waits to hear of a message. */
  readonly ackWait: number;
  /** Number in the stream of the last message that the group needs no more. */
  readonly done: number;
  /** Makes the consumer where it is gone, to go on after a number. */
  readonly restore: (done: number) => Promise<Restored>;
  /** Takes a message; it comes again when this rejects. */
  readonly receive: (message: NatsMessage, signal: AbortSignal) => Promise<void>;
}

/** A consumer that is there again. */
export interface Restored {
  /** Whether it is the one that was there before, and knows what it delivered. */
  readonly isSame: boolean;
  /** The number that it goes on after. */
  readonly done: number;
}

/** Has the messages of a lane received, until it is stopped. */
export class LaneWorker {
  /** Resolves when it is stopped and has nothing in hand. */
  readonly ended: Promise<void>;
  readonly #ports: WorkerPorts;
  readonly #work: LaneWork;
  readonly #inbox: LaneInbox;
  readonly #end = Promise.withResolvers<void>();
  readonly #stop = new AbortController();
  readonly #waiting: Delivery[] = [];
  #giveUp = new AbortController();
  #inHand: Delivery | undefined;
  /** What is settled while nothing that came since shows that the server knows. */
  #unconfirmed: Delivery | undefined;
  #done: number;
  #isWorking = false;
  #isRecovering = false;

  constructor(ports: WorkerPorts, work: LaneWork) {
    this.ended = this.#end.promise;
    this.#ports = ports;
    this.#work = work;
    this.#done = work.done;
    this.#inbox = new LaneInbox(ports, work, {
      onMessage: (message) => this.#onMessage(message),
      onNone: () => this.#ask(),
      onTrouble: () => void this.#recover(1),
    });
    this.#ask();
  }

  /** Asks for nothing more, and ends after what is in hand. */
  stop(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#inbox.close();
    for (const delivery of this.#waiting.splice(0)) delivery.comeAgain(0);
    if (!this.#isWorking) void this.#finish();
  }

  /** Ends at once; what is in hand is left to others. */
  leave(): void {
    this.stop();
    this.#lose();
  }

  /** Looks after what is in hand, and after a server that says nothing; to be called often. */
  tick(): void {
    const now = this.#ports.clock.monotonic();
    for (const delivery of [this.#inHand, ...this.#waiting]) delivery?.hold(now);
    if (this.#inHand?.isLost) this.#lose();
    this.#inbox.tick();
  }

  /** What was said over the lost connection may be lost with it. */
  onReconnect(): void {
    void this.#recover(0);
  }

  #ask(): void {
    if (!this.#isWorking && !this.#isRecovering && !this.#stop.signal.aborted) this.#inbox.ask();
  }

  #onMessage(message: NatsMessage): void {
    const { connection, clock } = this.#ports;
    const { ackWait } = this.#work;
    const delivery = new Delivery(connection, message, { ackWait, now: clock.monotonic() });
    // The server gives no message of the lane before it knows that the one before is settled.
    this.#unconfirmed = undefined;
    if (this.#stop.signal.aborted) {
      delivery.comeAgain(0);
      return;
    }
    this.#waiting.push(delivery);
    if (!this.#isWorking) void this.#workOff();
  }

  async #workOff(): Promise<void> {
    this.#isWorking = true;
    for (let delivery; (delivery = this.#waiting.shift()) !== undefined;) {
      await this.#take(delivery);
    }
    this.#isWorking = false;
    this.#ask();
    if (this.#stop.signal.aborted) void this.#finish();
  }

  async #take(delivery: Delivery): Promise<void> {
    if (delivery.isLost) return;
    // A server that crashed may have forgotten what it was told last.
    const isTaken = delivery.sequence <= this.#done || await this.#receive(delivery);
    if (delivery.isLost) return;
    if (!isTaken) {
      const { random } = this.#ports;
      delivery.comeAgain(Math.ceil(backoff(delaysOfFailed, delivery.attempts, random)));
      return;
    }
    this.#done = Math.max(this.#done, delivery.sequence);
    this.#unconfirmed = delivery;
    delivery.acknowledge();
  }

  async #receive(delivery: Delivery): Promise<boolean> {
    this.#inHand = delivery;
    try {
      await this.#work.receive(delivery.message, this.#giveUp.signal);
      return true;
    } catch {
      return false;
    } finally {
      this.#inHand = undefined;
    }
  }

  /** Has the consumer made again when it is gone, and asks it anew. */
  async #recover(failures: number): Promise<void> {
    if (this.#isRecovering) return;
    this.#isRecovering = true;
    const { connection, clock, random } = this.#ports;
    const { signal } = this.#stop;
    for (let attempt = failures; !signal.aborted; attempt++) {
      if (attempt > 0) await clock.sleep(backoff(delaysOfLost, attempt, random), signal);
      try {
        this.#goOn(await this.#work.restore(this.#done));
        break;
      } catch {
        if (connection.isClosed()) break;
      }
    }
    this.#isRecovering = false;
    this.#inbox.forget();
    this.#ask();
  }

  #goOn({ isSame, done }: Restored): void {
    if (isSame) {
      this.#unconfirmed?.acknowledge();
      return;
    }
    this.#done = done;
    // Numbers of another consumer would confuse this one.
    this.#unconfirmed = undefined;
    for (const delivery of [this.#inHand, ...this.#waiting]) delivery?.giveUp();
  }

  #lose(): void {
    this.#inHand?.giveUp();
    this.#giveUp.abort();
    if (this.#stop.signal.aborted) void this.#finish();
    else this.#giveUp = new AbortController();
  }

  async #finish(): Promise<void> {
    const { clock } = this.#ports;
    const isOver = new AbortController();
    const signal = AbortSignal.any([isOver.signal, this.#giveUp.signal]);
    await Promise.race([this.#confirm(), clock.sleep(FINISHES_WITHIN, signal)]);
    isOver.abort();
    this.#end.resolve();
  }

  async #confirm(): Promise<void> {
    for (let tries = 0; tries < TRIES && this.#unconfirmed !== undefined; tries++) {
      if (await this.#unconfirmed.confirm(ANSWERS_WITHIN)) this.#unconfirmed = undefined;
    }
  }
}

/** How often the server is asked whether it knows what was settled last, and for how long. */
const TRIES = 2;
const ANSWERS_WITHIN = 2000;
/** Longest that a server that says nothing keeps a worker from its end, in milliseconds. */
const FINISHES_WITHIN = 5000;

/** Milliseconds before a message that failed comes again. */
const delaysOfFailed = { first: 100, longest: 10_000 };
/** Milliseconds before a consumer that is gone is looked for again. */
const delaysOfLost = { first: 200, longest: 2000 };
