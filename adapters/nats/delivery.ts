/** A message in the hands of a worker, which the server gives to nobody else for a while. */

import type { NatsConnection, NatsMessage } from "./client.ts";
import { nanoseconds } from "./stream.ts";

/** How a message is held. */
export interface DeliveryOptions {
  /** Milliseconds for which the server waits to hear of it. */
  readonly ackWait: number;
  /** What the clock said when it came. */
  readonly now: number;
}

/** A message that came, until it is settled. */
export class Delivery {
  readonly message: NatsMessage;
  /** Its number in the stream. */
  readonly sequence: number;
  /** How often it was delivered, this time included. */
  readonly attempts: number;
  readonly #connection: NatsConnection<never>;
  readonly #ackWait: number;
  /** When the server last knew that it is held. */
  #heldAt: number;
  #toldAt: number;
  #isLost = false;

  constructor(
    connection: NatsConnection<never>,
    message: NatsMessage,
    { ackWait, now }: DeliveryOptions,
  ) {
    this.#connection = connection;
    this.#ackWait = ackWait;
    this.message = message;
    this.#heldAt = now;
    this.#toldAt = now;
    [this.attempts, this.sequence] = numbersIn(message.reply ?? "");
  }

  /** Whether the server may have given it to another. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Leaves it to others. */
  giveUp(): void {
    this.#isLost = true;
  }

  /** Lets the server know that it is held, when it is time to; to be called again and again. */
  hold(now: number): void {
    if (now - this.#heldAt > this.#ackWait * KEEPS_FOR) this.giveUp();
    if (this.#isLost || now - this.#toldAt < this.#ackWait / 3) return;
    this.#toldAt = now;
    this.#tell("+WPI", this.#ackWait / 3).then((isKnown) => {
      if (isKnown) this.#heldAt = now;
    });
  }

  /** Settles it for the group. */
  acknowledge(): void {
    this.#say("+ACK");
  }

  /** Settles it, and tells whether the server knows. */
  confirm(timeout: number): Promise<boolean> {
    return this.#tell("+ACK", timeout);
  }

  /** Lets it come again after so many milliseconds, to whoever of the group. */
  comeAgain(delay: number): void {
    this.#say(`-NAK ${JSON.stringify({ delay: nanoseconds(delay) })}`);
  }

  /** What the server does not hear it learns after a while from nobody holding the message. */
  #say(what: string): void {
    try {
      this.#connection.publish(this.message.reply ?? "", what);
    } catch {
      // The connection is closed.
    }
  }

  async #tell(what: string, timeout: number): Promise<boolean> {
    try {
      await this.#connection.request(this.message.reply ?? "", what, { timeout });
      return true;
    } catch {
      return false;
    }
  }
}

/** The part of the time for which the server waits that a worker counts on. */
const KEEPS_FOR = 0.8;

/** `$JS.ACK.STREAM.CONSUMER.ATTEMPTS.SEQUENCE...`; other servers name domain and account first. */
function numbersIn(reply: string): readonly [attempts: number, sequence: number] {
  const parts = reply.split(".");
  const [attempts, sequence] = parts.slice(parts.length === 9 ? 4 : 6).map(Number);
  return [attempts ?? 1, sequence ?? 0];
}
