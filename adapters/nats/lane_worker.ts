/** One of those who work on a lane for a group, one message at a time. */

import { backoff } from "../../application/events/backoff.ts";
import type { Clock, Random } from "../../application/ports.ts";
import type { NatsConnection, NatsMessage, NatsSubscription } from "./client.ts";
import { Delivery } from "./delivery.ts";

/** What a worker stands on. */
export interface WorkerPorts {
  readonly connection: NatsConnection<never>;
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly random: Random;
}

/** What a worker does, and where. */
export interface LaneWork {
  /** Where the lane's consumer is asked for messages. */
  readonly ask: string;
  /** A subject of this worker alone, for what comes. */
  readonly inbox: string;
  /** Milliseconds for which the server waits to hear of a message. */
  readonly ackWait: number;
  /** Number in the stream of the last message that the group needs no more. */
  readonly done: number;
  /** Makes the consumer where it is gone, to go on after a number, and gives the number. */
  readonly restore: (done: number) => Promise<number>;
  /** Takes a message; it comes again when this rejects. */
  readonly receive: (message: NatsMessage, signal: AbortSignal) => Promise<void>;
}

/** Asks for messages of a lane and has them received, until it is stopped. */
export class LaneWorker {
  /** Resolves when it is stopped and has nothing in hand. */
  readonly ended: Promise<void>;
  readonly #ports: WorkerPorts;
  readonly #work: LaneWork;
  readonly #subscription: NatsSubscription;
  readonly #end = Promise.withResolvers<void>();
  readonly #stop = new AbortController();
  readonly #waiting: NatsMessage[] = [];
  #giveUp = new AbortController();
  #inHand: Delivery | undefined;
  /** What is settled and the server may not know. */
  #unconfirmed: Delivery | undefined;
  #confirming: Promise<void> = Promise.resolve();
  #done: number;
  #requests = 0;
  #heardAt: number;
  #isAsking = false;
  #isWorking = false;
  #isRecovering = false;

  constructor(ports: WorkerPorts, work: LaneWork) {
    this.ended = this.#end.promise;
    this.#ports = ports;
    this.#work = work;
    this.#done = work.done;
    this.#heardAt = ports.clock.monotonic();
    this.#subscription = ports.connection.subscribe(`${work.inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#onMessage(message);
      },
    });
    this.#ask();
  }

  /** Asks for nothing more, and ends after what is in hand. */
  stop(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    for (const message of this.#waiting.splice(0)) this.#deliveryOf(message).comeAgain(0);
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
    this.#inHand?.hold(now);
    if (this.#inHand?.isLost) this.#lose();
    if (this.#isAsking && now - this.#heardAt > ASKS_FOR + PATIENCE) void this.#recover();
  }

  /** Asks anew: what was asked over the lost connection is forgotten. */
  onReconnect(): void {
    this.#isAsking = false;
    this.#ask();
  }

  #onMessage(message: NatsMessage): void {
    this.#heardAt = this.#ports.clock.monotonic();
    if (message.subject.startsWith(this.#work.inbox)) {
      this.#onStatus(message);
      return;
    }
    this.#isAsking = false;
    if (this.#stop.signal.aborted) {
      this.#deliveryOf(message).comeAgain(0);
      return;
    }
    this.#waiting.push(message);
    if (!this.#isWorking) void this.#workOff();
  }

  #onStatus({ subject, headers }: NatsMessage): void {
    const isOfLast = subject === `${this.#work.inbox}.${this.#requests}`;
    if (!isOfLast || headers?.code === IDLE) return;
    this.#isAsking = false;
    if (headers?.code === NONE_CAME) this.#ask();
    else void this.#recover();
  }

  #ask(): void {
    const isBusy = this.#isAsking || this.#isWorking || this.#isRecovering;
    if (isBusy || this.#stop.signal.aborted) return;
    this.#isAsking = true;
    const reply = `${this.#work.inbox}.${++this.#requests}`;
    try {
      this.#ports.connection.publish(this.#work.ask, REQUEST, { reply });
    } catch {
      // It is closed, or will be heard of again.
    }
  }

  async #workOff(): Promise<void> {
    this.#isWorking = true;
    for (let message; (message = this.#waiting.shift()) !== undefined;) {
      await this.#take(this.#deliveryOf(message));
    }
    this.#isWorking = false;
    this.#ask();
    if (this.#stop.signal.aborted) void this.#finish();
  }

  async #take(delivery: Delivery): Promise<void> {
    const isKnown = delivery.sequence === this.#unconfirmed?.sequence;
    const isTaken = isKnown || await this.#receive(delivery);
    if (delivery.isLost) return;
    if (!isTaken) {
      const { random } = this.#ports;
      delivery.comeAgain(Math.ceil(backoff(delaysOfFailed, delivery.attempts, random)));
      return;
    }
    this.#done = delivery.sequence;
    this.#unconfirmed = delivery;
    this.#confirming = this.#confirm(delivery);
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

  /** Tells the server until it knows; it does, too, when it has sent the next message. */
  async #confirm(delivery: Delivery): Promise<void> {
    for (let tries = 0; tries < TRIES && this.#unconfirmed === delivery; tries++) {
      if (tries > 0) await this.#ports.clock.sleep(PAUSE, this.#giveUp.signal);
      if (!await delivery.acknowledge(ANSWERS_WITHIN)) continue;
      if (this.#unconfirmed === delivery) this.#unconfirmed = undefined;
      return;
    }
  }

  /** Has the consumer made again when it is gone, and asks it anew. */
  async #recover(): Promise<void> {
    if (this.#isRecovering) return;
    this.#isRecovering = true;
    const { clock, random } = this.#ports;
    const { signal } = this.#stop;
    for (let failures = 1; !signal.aborted; failures++) {
      await clock.sleep(backoff(delaysOfLost, failures, random), signal);
      try {
        this.#done = await this.#work.restore(this.#done);
        break;
      } catch {
        if (this.#ports.connection.isClosed()) break;
      }
    }
    this.#isRecovering = false;
    this.onReconnect();
  }

  #lose(): void {
    if (this.#inHand !== undefined) this.#inHand.isLost = true;
    this.#giveUp.abort();
    if (this.#stop.signal.aborted) void this.#finish();
    else this.#giveUp = new AbortController();
  }

  async #finish(): Promise<void> {
    const { clock } = this.#ports;
    const isOver = new AbortController();
    // What was on its way to this worker comes still, and goes back to the group.
    const left = Promise.all([this.#subscription.drain().catch(() => {}), this.#confirming]);
    const signal = AbortSignal.any([isOver.signal, this.#giveUp.signal]);
    await Promise.race([left, clock.sleep(FINISHES_WITHIN, signal)]);
    isOver.abort();
    this.#subscription.unsubscribe();
    this.#end.resolve();
  }

  #deliveryOf(message: NatsMessage): Delivery {
    const { connection, clock } = this.#ports;
    const { ackWait } = this.#work;
    return new Delivery(connection, message, { ackWait, now: clock.monotonic() });
  }
}

/** Milliseconds for which one request for a message waits at the server. */
const ASKS_FOR = 10_000;
const REQUEST = JSON.stringify({ batch: 1, expires: ASKS_FOR * 1e6 });
/** Milliseconds after which a server that did not say that none came is asked anew. */
const PATIENCE = 3000;

/** Statuses that a request is answered with. */
const IDLE = 100;
const NONE_CAME = 408;

/** How often the server is told that a message is settled, and how long it may take to answer. */
const TRIES = 5;
const ANSWERS_WITHIN = 2000;
const PAUSE = 200;

/** Longest that a server that says nothing keeps a worker from its end, in milliseconds. */
const FINISHES_WITHIN = 5000;

/** Milliseconds before a message that failed comes again. */
const delaysOfFailed = { first: 100, longest: 10_000 };
/** Milliseconds before a consumer that is gone is looked for again. */
const delaysOfLost = { first: 200, longest: 2000 };
