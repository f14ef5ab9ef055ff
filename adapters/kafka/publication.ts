/** One call of `publish`: batch after batch, and what became of each message. */

import {
  MessageTooLarge,
  type NotTaken,
  PublishFailed,
} from "../../application/messaging/message_bus.ts";
import type { KafkaProducer, KafkaRecord } from "./client.ts";
import { isRefusal, isTooLarge, toBusError } from "./driver_errors.ts";
import { type Outgoing, roomIn } from "./outgoing.ts";

const EVERY_REPLICA_IN_SYNC = -1;

/** Sends messages, and remembers which were not taken. */
export class Publication {
  readonly #producer: KafkaProducer;
  readonly #timeout: number;
  readonly #notTaken: NotTaken[] = [];
  /** The first of each lane that was not taken: nothing may follow it. */
  readonly #failed = new Map<string, NotTaken>();
  /** Why it is not known what became of some. */
  #lost: Error | undefined;
  #someAreKnown = false;

  /** The broker may take so many milliseconds for each batch. */
  constructor(producer: KafkaProducer, timeout: number) {
    this.#producer = producer;
    this.#timeout = timeout;
  }

  /** Tells whether a message may be sent; one that is too large ends its lane. */
  fits(message: Outgoing): boolean {
    if (!this.#mayFollow(message)) return false;
    if (message.bytes <= roomIn(message.topic)) return true;
    this.#refuse(message, tooLarge(message));
    return false;
  }

  /** Sends a batch; one that is refused is sent in halves, to find out which message it was. */
  async send(batch: readonly Outgoing[]): Promise<void> {
    const messages = batch.filter((message) => this.#mayFollow(message));
    const [first] = messages;
    if (first === undefined) return;
    const error = this.#lost ?? await this.#errorOf(messages);
    if (error === undefined) {
      this.#someAreKnown = true;
    } else if (!isRefusal(error)) {
      this.#lost = toBusError(error);
      for (const message of messages) this.#fail(message, this.#lost);
    } else if (messages.length === 1) {
      this.#refuse(first, isTooLarge(error) ? tooLarge(first) : toBusError(error));
    } else {
      const half = Math.ceil(messages.length / 2);
      await this.send(messages.slice(0, half));
      await this.send(messages.slice(half));
    }
  }

  /**
   * Throws what the caller has to know.
   *
   * @throws {PublishFailed | BusUnavailable}
   */
  conclude(): void {
    if (this.#lost !== undefined && !this.#someAreKnown) throw this.#lost;
    if (this.#notTaken.length === 0) return;
    throw new PublishFailed(this.#notTaken.toSorted((a, b) => a.index - b.index));
  }

  async #errorOf(messages: readonly Outgoing[]): Promise<unknown> {
    try {
      await this.#producer.sendBatch({
        acks: EVERY_REPLICA_IN_SYNC,
        timeout: this.#timeout,
        topicMessages: byTopic(messages),
      });
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #mayFollow(message: Outgoing): boolean {
    const failed = this.#failed.get(message.lane);
    if (failed === undefined || message.index < failed.index) return true;
    this.#fail(message, failed.error);
    return false;
  }

  #refuse(message: Outgoing, error: Error): void {
    this.#someAreKnown = true;
    this.#fail(message, error);
  }

  #fail({ index, lane }: Outgoing, error: unknown): void {
    const failed = { index, error };
    this.#notTaken.push(failed);
    if (index < (this.#failed.get(lane)?.index ?? Infinity)) this.#failed.set(lane, failed);
  }
}

function tooLarge({ id, bytes, topic }: Outgoing): MessageTooLarge {
  return new MessageTooLarge(id, bytes, roomIn(topic));
}

function byTopic(messages: readonly Outgoing[]): { topic: string; messages: KafkaRecord[] }[] {
  const records = Map.groupBy(messages, ({ topic }) => topic.name);
  return [...records].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ record }) => record),
  }));
}
