/** A connection of the bus's own: it comes back whenever it breaks, and no call on it waits for ever. */

import { BusClosed, BusUnavailable } from "../../application/messaging/message_bus.ts";
import type { Clock } from "../../application/ports.ts";
import type { RedisClient, RedisConnection } from "./client.ts";
import { isRefusal, isTransient, refusalOf } from "./driver_errors.ts";
import type { Script } from "./script.ts";

/** A command and its arguments. */
export type Command = readonly [name: string, ...args: (string | number)[]];

/** What a connection is opened with. */
export interface LinkSettings {
  /** How long a call waits, unless told, in milliseconds. */
  readonly deadline: number;
  /** How long the server may be silent while it is asked something, in milliseconds. */
  readonly silence: number;
}

/** A connection on which commands are asked until they are answered. */
export class Link implements AsyncDisposable {
  readonly #connection: RedisConnection;
  readonly #clock: Clock;
  readonly #deadline: number;
  /** Those who wait for a connection. */
  readonly #waiting = new Set<AbortController>();
  readonly #ended = Promise.withResolvers<void>();
  /** What went wrong last. */
  #failure: unknown;
  /** Whether the server lets nobody in: time would not help. */
  #isRefused = false;
  #isClosed = false;

  constructor(client: RedisClient, clock: Clock, { deadline, silence }: LinkSettings) {
    this.#clock = clock;
    this.#deadline = deadline;
    this.#connection = client.duplicate({ ...settings, socketTimeout: silence });
    this.#connection.on("ready", () => {
      this.#isRefused = false;
      this.#wake();
    });
    this.#connection.on("error", (error) => {
      this.#failure = error;
      this.#isRefused = isRefusal(error);
      if (this.#isRefused) this.#wake();
    });
    this.#connection.on("end", () => this.#ended.resolve());
  }

  /**
   * Asks until there is an answer, also over a new connection, for at most `within` milliseconds and
   * the time of one answer. Only for what may be done twice.
   *
   * @throws {BusUnavailable | BusClosed} anything else is what the server refuses
   */
  async ask(command: Command, within: number = this.#deadline): Promise<unknown> {
    const until = this.#clock.monotonic() + within;
    for (;;) {
      await this.#untilReady(until);
      try {
        return await this.#send(command);
      } catch (error) {
        if (!isTransient(error)) throw error;
        // The driver takes a moment to see that a connection is gone.
        await this.#clock.sleep(PAUSE);
      }
    }
  }

  /**
   * Asks once, as soon as there is a connection.
   *
   * @throws {BusUnavailable | BusClosed} anything else is what the server refuses
   */
  async askOnce(command: Command): Promise<unknown> {
    await this.#untilReady(this.#clock.monotonic() + this.#deadline);
    try {
      return await this.#send(command);
    } catch (error) {
      throw isTransient(error) ? this.#unavailable() : error;
    }
  }

  /** Asks for what a script does. */
  async run(
    { digest, text }: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
    within: number = this.#deadline,
  ): Promise<unknown> {
    try {
      return await this.ask(["EVALSHA", digest, keys.length, ...keys, ...args], within);
    } catch (error) {
      if (refusalOf(error)?.code !== "NOSCRIPT") throw error;
      return await this.ask(["EVAL", text, keys.length, ...keys, ...args], within);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    const { status } = this.#connection;
    this.#connection.disconnect();
    // One that is about to be made again has ended, and tells nobody.
    if (status !== "reconnecting" && status !== "end") await this.#ended.promise;
  }

  async #send([name, ...args]: Command): Promise<unknown> {
    try {
      return await this.#connection.callBuffer(name, ...args);
    } catch (error) {
      if (isTransient(error)) this.#failure = error;
      // What was the primary is a replica now; where the new one is, a new connection finds out.
      if (refusalOf(error)?.code === "READONLY") this.#connection.disconnect(true);
      throw error;
    }
  }

  async #untilReady(until: number): Promise<void> {
    while (this.#connection.status !== "ready") {
      if (this.#isClosed) throw new BusClosed();
      const left = until - this.#clock.monotonic();
      if (left <= 0 || this.#isRefused) throw this.#unavailable();
      const woken = new AbortController();
      this.#waiting.add(woken);
      await this.#clock.sleep(left, woken.signal);
      this.#waiting.delete(woken);
    }
    if (until <= this.#clock.monotonic()) throw this.#unavailable();
  }

  #unavailable(): BusUnavailable {
    const refusal = refusalOf(this.#failure);
    const reason = refusal === undefined
      ? "Redis does not answer"
      : `Redis says ${refusal.message}`;
    return new BusUnavailable(reason, { cause: this.#failure });
  }

  #wake(): void {
    for (const woken of this.#waiting) woken.abort();
  }
}

const CONNECT_WITHIN = 5000;
const DISCONNECT_WITHIN = 200;
const LONGEST_RECONNECT = 1000;
/** Milliseconds before the server is asked again. */
const PAUSE = 20;

const settings = {
  protocol: 2,
  lazyConnect: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  enableOfflineQueue: false,
  retryStrategy: (failures: number) => Math.min(10 * 2 ** failures, LONGEST_RECONNECT),
  connectTimeout: CONNECT_WITHIN,
  disconnectTimeout: DISCONNECT_WITHIN,
  commandTimeout: undefined,
  reconnectOnError: null,
  keyPrefix: "",
  stringNumbers: false,
  connectionName: "portico",
} as const;
