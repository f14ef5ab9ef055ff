/** Messages on their way into the stream, each until the server has acknowledged it. */

import type { Message } from "../../application/messaging/message.ts";
import { BusClosed } from "../../application/messaging/message_bus.ts";
import type { Clock, Log } from "../../application/ports.ts";
import { answerIn, noAnswer, ServerRefusal } from "./api.ts";
import type { NatsClient, NatsHeaders, NatsMessage, NatsSubscription } from "./client.ts";
import { type Letter, type LetterSettings, letterWriter } from "./letter.ts";

/** What publishing stands on. */
export interface PublisherPorts {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly log: Pick<Log, "warn">;
}

/** Where and how messages are published. */
export interface PublisherSettings extends LetterSettings {
  /** A subject of this bus alone, for answers. */
  readonly inbox: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly deadline: number;
  /** Called when no stream takes what was sent. */
  readonly onNoStream: () => void;
}

interface Sent<Headers> extends Letter<Headers> {
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
  readonly #write: (message: Message) => Letter<Headers>;
  readonly #answers: NatsSubscription;
  /** By the subject of the answer. */
  readonly #sent = new Map<string, Sent<Headers>>();
  readonly #stop = new AbortController();
  #count = 0;
  #isWatching = false;
  #isUp = true;

  constructor(client: NatsClient<Headers>, ports: PublisherPorts, settings: PublisherSettings) {
    this.#client = client;
    this.#ports = ports;
    this.#settings = settings;
    this.#write = letterWriter(client, settings);
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

/** The status when nobody listens to a subject. */
const NO_RESPONDERS = 503;
/** Milliseconds before a message is sent again that the server could not take. */
const PAUSE = 200;
/** Milliseconds between two looks at what is on its way. */
const TICK = 100;
