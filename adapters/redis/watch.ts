/** Waiting for streams to grow: one blocking read for all of them, on a connection of its own. */

import type { Clock, Log } from "../../application/ports.ts";
import { isOutage, isRefusal } from "./driver_errors.ts";
import type { Link } from "./link.ts";
import { listOf, numberOf, textOf } from "./reply.ts";

/** What watching stands on. */
export interface WatchPorts {
  readonly clock: Pick<Clock, "sleep">;
  readonly log: Pick<Log, "warn">;
  /** Gives a connection that nobody else uses. */
  readonly reader: () => Link;
  readonly commands: Link;
}

interface Waiter {
  readonly after: string;
  readonly wake: () => void;
}

/** Longest that one read blocks, in milliseconds. */
export const BLOCKS_FOR = 5000;
/** The same where the server lets nobody interrupt it. */
const BLOCKS_FOR_UNINTERRUPTED = 100;
/** Milliseconds before something is tried again. */
const PAUSE = 100;

/** Wakes those who wait for a stream to grow. */
export class Watch {
  readonly #ports: WatchPorts;
  readonly #waiting = new Map<string, Set<Waiter>>();
  readonly #closed = new AbortController();
  #isRunning = false;
  /** The read that is under way. */
  #read: object | undefined;
  /** The read that is being interrupted. */
  #interrupted: object | undefined;
  #connection: number | undefined;
  #mayInterrupt = true;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** Resolves when a stream has entries after one; may wake early, and wakes on the signal. */
  grown(stream: string, after: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (signal.aborted || this.#closed.signal.aborted) return Promise.resolve();
    const waiters = this.#waiting.get(stream) ?? new Set();
    const waiter = { after, wake: () => done() };
    const done = () => {
      signal.removeEventListener("abort", done);
      waiters.delete(waiter);
      if (waiters.size === 0) this.#waiting.delete(stream);
      resolve();
    };
    this.#waiting.set(stream, waiters.add(waiter));
    signal.addEventListener("abort", done, { once: true });
    if (!this.#isRunning) void this.#run();
    else void this.#interrupt();
    return promise;
  }

  /** Wakes everybody for good. */
  close(): void {
    this.#closed.abort();
    this.#wakeAll();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.size > 0) {
      try {
        await this.#wait();
      } catch (error) {
        if (!isOutage(error)) this.#ports.log.warn("cannot wait for messages now", { error });
        // Whatever happened meanwhile, those who wait find out for themselves.
        this.#connection = undefined;
        this.#wakeAll();
        await this.#ports.clock.sleep(PAUSE, this.#closed.signal);
      }
    }
    this.#isRunning = false;
  }

  async #wait(): Promise<void> {
    const reader = this.#ports.reader();
    this.#connection ??= await this.#identify(reader);
    if (this.#waiting.size === 0) return;
    const streams = [...this.#waiting.keys()];
    const ids = [...this.#waiting.values()].map(leastOf);
    this.#read = {};
    const blocksFor = this.#mayInterrupt ? BLOCKS_FOR : BLOCKS_FOR_UNINTERRUPTED;
    const reply = await reader.askOnce(
      ["XREAD", "COUNT", 1, "BLOCK", blocksFor, "STREAMS", ...streams, ...ids],
    ).finally(() => this.#read = undefined);
    for (const stream of listOf(reply)) this.#wake(textOf(listOf(stream)[0]));
  }

  /** Gives the number of the connection, and finds out whether others may interrupt it. */
  async #identify(reader: Link): Promise<number> {
    const connection = numberOf(await reader.askOnce(["CLIENT", "ID"]));
    this.#mayInterrupt = await this.#unblock(connection).then(() => true, (error) => {
      if (isRefusal(error)) return false;
      throw error;
    });
    return connection;
  }

  async #unblock(connection: number): Promise<boolean> {
    return await this.#ports.commands.ask(["CLIENT", "UNBLOCK", connection]) === 1;
  }

  /** Ends the read, which knows nothing of who came later. It may not have arrived yet. */
  async #interrupt(): Promise<void> {
    const [read, connection] = [this.#read, this.#connection];
    if (read === undefined || connection === undefined || !this.#mayInterrupt) return;
    if (this.#interrupted === read) return;
    this.#interrupted = read;
    try {
      while (this.#read === read && !await this.#unblock(connection)) {
        await this.#ports.clock.sleep(1);
      }
    } catch {
      // A read of a broken connection ends by itself.
    }
  }

  #wake(stream: string): void {
    for (const { wake } of this.#waiting.get(stream) ?? []) wake();
  }

  #wakeAll(): void {
    for (const stream of [...this.#waiting.keys()]) this.#wake(stream);
  }
}

function leastOf(waiters: ReadonlySet<Waiter>): string {
  const [least = "0-0"] = [...waiters].map(({ after }) => after).sort(compareIds);
  return least;
}

function compareIds(a: string, b: string): number {
  const [[aTime, aNumber], [bTime, bNumber]] = [partsOf(a), partsOf(b)];
  return aTime - bTime || aNumber - bNumber;
}

function partsOf(id: string): readonly [time: number, number: number] {
  const [time = 0, number = 0] = id.split("-").map(Number);
  return [time, number];
}
