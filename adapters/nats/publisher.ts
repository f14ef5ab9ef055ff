/** Messages on their way into the stream, each until the server has acknowledged it. */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import type { Message } from "../../application/messaging/message.ts";
import { BusClosed, MessageTooLarge } from "../../application/messaging/message_bus.ts";
import type { Clock, Log } from "../../application/ports.ts";
import { answerIn, noAnswer, ServerRefusal } from "./api.ts";
import type { NatsClient, NatsHeaders, NatsMessage, NatsSubscription } from "./client.ts";
import { messageId, subjectOf } from "./subjects.ts";

/** What publishing stands on. */
export interface PublisherPorts {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly log: Pick<Log, "warn">;
}

/** Where and how messages are published. */
export interface PublisherSettings {
  /** Of the stream. */
  readonly name: string;
  readonly partitions: number;
  /** A subject of this bus alone, for answers. */
  readonly inbox: string;
  /** Most that the stream takes, headers included. */
  readonly messageBytes: number;
  /** How long an answer is waited for, in milliseconds. */
  readonly deadline: number;
  /** Called when no stream takes what was sent. */
  readonly onNoStream: () => void;
}

interface Sent<Headers> {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: Headers;
  readonly until: number;
  /** When it is sent once more; absent while it is at the server. */
  again: number | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Publishes messages one by one; any number may be on their way. */
export class Publisher<Headers extends NatsHeaders> {
  readonly #client: NatsClient<Headers>;
  readonly #ports: PublisherPorts;
  readonly #settings: PublisherSettings;
  readonly #answers: NatsSubscription;
  /** By the subject of the answer. */
  readonly #sent = new Map<string, Sent<Headers>>();
  readonly #stop = new AbortController();
  #count = 0;
  #isWatching = false;
  #isUp = true;
  #longest = Infinity;

  constructor(client: NatsClient<Headers>, ports: PublisherPorts, settings: PublisherSettings) {
    this.#client = client;
    this.#ports = ports;
    this.#settings = settings;
    this.#answers = client.connection.subscribe(`${settings.inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#onAnswer(message);
        else ports.log.warn("Cannot hear what NATS answers", { error });
      },
    });
  }

  /**
   * Publishes a message, again and again until the server acknowledges it.
   *
   * @throws {MessageTooLarge | InvalidInput | ServerRefusal} when it was not taken
   * @throws {BusUnavailable | BusClosed} when that is not known
   */
  async publish(message: Message): Promise<void> {
    const { inbox, deadline } = this.#settings;
    const letter = this.#write(message);
    if (this.#stop.signal.aborted) throw new BusClosed();
    await new Promise<void>((resolve, reject) => {
      const until = this.#ports.clock.monotonic() + deadline;
      const sent = { ...letter, until, again: undefined, resolve, reject };
      const reply = `${inbox}.${++this.#count}`;
      this.#sent.set(reply, sent);
      if (this.#isUp) this.#send(reply, sent);
      if (!this.#isWatching) void this.#watch();
    });
  }

  /** The connection is lost; what is given now is sent when there is one. */
  onDisconnect(): void {
    this.#isUp = false;
  }

  /** There is a connection again; what was on its way may be lost. */
  onReconnect(): void {
    this.#isUp = true;
    for (const [reply, sent] of this.#sent) this.#send(reply, sent);
  }

  /** Ends; what is still not acknowledged then is rejected. */
  close(): void {
    this.#stop.abort();
    for (const { reject } of this.#sent.values()) reject(new BusClosed());
    this.#sent.clear();
    this.#answers.unsubscribe();
  }

  #write(message: Message): Pick<Sent<Headers>, "subject" | "payload" | "headers"> {
    const { name, partitions } = this.#settings;
    const subject = subjectOf(name, partitions, message);
    const id = messageId(name, subject, message);
    const payload = encoder.encode(encodeCloudEvent(message.event));
    this.#requireFits(message, subject, payload.length, encoder.encode(id).length);
    const headers = this.#client.headers();
    headers.set("Nats-Msg-Id", id);
    headers.set("Content-Type", "application/cloudevents+json");
    return { subject, payload, headers };
  }

  #requireFits({ event }: Message, subject: string, bytes: number, idBytes: number): void {
    if (subject.length > LONGEST_SUBJECT) {
      const message = `has ${event.type.length} characters, which are too many for a subject`;
      throw new InvalidInput("the message", [{ path: "type", message }]);
    }
    const { max_payload = this.#longest } = this.#client.connection.info ?? {};
    this.#longest = max_payload;
    const limit = Math.min(max_payload, this.#settings.messageBytes) - idBytes - HEADER_BYTES;
    if (bytes > limit) throw new MessageTooLarge(event.id, bytes, limit);
  }

  #send(reply: string, sent: Sent<Headers>): void {
    const { subject, payload, headers } = sent;
    sent.again = undefined;
    try {
      this.#client.connection.publish(subject, payload, { reply, headers });
    } catch {
      this.#sendLater(sent);
    }
  }

  #sendLater(sent: Sent<Headers>): void {
    sent.again = this.#ports.clock.monotonic() + PAUSE;
  }

  #onAnswer(message: NatsMessage): void {
    const sent = this.#sent.get(message.subject);
    if (sent === undefined) return;
    if (message.headers?.code === NO_RESPONDERS) {
      this.#sendLater(sent);
      this.#settings.onNoStream();
      return;
    }
    const { error } = answerIn(message);
    this.#sent.delete(message.subject);
    if (error === undefined) sent.resolve();
    else sent.reject(new ServerRefusal("a message", error));
  }

  async #watch(): Promise<void> {
    const { clock } = this.#ports;
    this.#isWatching = true;
    while (this.#sent.size > 0) {
      await clock.sleep(TICK, this.#stop.signal);
      const now = clock.monotonic();
      for (const [reply, sent] of this.#sent) {
        if (sent.until <= now || this.#client.connection.isClosed()) {
          this.#sent.delete(reply);
          sent.reject(noAnswer(this.#client.connection));
        } else if (this.#isUp && (sent.again ?? Infinity) <= now) this.#send(reply, sent);
      }
    }
    this.#isWatching = false;
  }
}

const encoder = new TextEncoder();

/** Characters; with the rest of its line the server takes 4096. */
const LONGEST_SUBJECT = 2048;
/** What the headers of a message have beside its id. */
const HEADER_BYTES = [
  "NATS/1.0",
  "Nats-Msg-Id: ",
  "Content-Type: application/cloudevents+json",
  "",
  "",
].join("\r\n").length;
/** The status when nobody listens to a subject. */
const NO_RESPONDERS = 503;
/** Milliseconds before a message is sent again that the server could not take. */
const PAUSE = 200;
/** Milliseconds between two looks at what is on its way. */
const TICK = 100;
