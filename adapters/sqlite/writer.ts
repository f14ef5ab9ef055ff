/** The queue of commits: whoever comes while one transaction is written goes into the next. */

import type { Committed } from "../../application/store/store.ts";
import { isBusy, toStoreError } from "./driver_errors.ts";
import { type PatiencePorts, pause } from "./patience.ts";
import type { Commission, Desk } from "./write_commit.ts";
import { type Verdict, writeGroup } from "./write_group.ts";

/** Milliseconds between two looks for old receipts, and how many one look takes away. */
const SWEEP_EVERY = 60_000;
const SWEEP_SIZE = 256;

/** How the queue is worked off. */
export interface WriterOptions {
  /** Most commits of one transaction. */
  readonly groupSize: number;
  /** How long a commit waits for other processes, in milliseconds. */
  readonly busyTimeout: number;
  /** Called when the log may have grown. */
  readonly onAppend: () => void;
}

interface Waiting extends Commission {
  readonly until: number;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (reason: unknown) => void;
}

/** Takes commits in and writes them, many in one transaction. */
export class Writer {
  readonly #ports: PatiencePorts;
  readonly #desk: Desk;
  readonly #options: WriterOptions;
  #queue: Waiting[] = [];
  #working: Promise<void> | undefined;
  /** How many from the front of the queue go alone, because their group failed. */
  #alone = 0;
  #announced = 0;
  #nextSweep = -Infinity;

  constructor(ports: PatiencePorts, desk: Desk, options: WriterOptions) {
    this.#ports = ports;
    this.#desk = desk;
    this.#options = options;
  }

  /** Resolves when the commit is durable. */
  commit(commission: Commission): Promise<Committed> {
    const until = this.#ports.clock.monotonic() + this.#options.busyTimeout;
    return new Promise((resolve, reject) => {
      const { changes, fingerprint } = commission;
      this.#queue.push({ changes, fingerprint, until, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** Rejects whatever waits. */
  abandon(reason: Error): void {
    const abandoned = this.#queue;
    this.#queue = [];
    for (const { reject } of abandoned) reject(reason);
  }

  async #work(): Promise<void> {
    for (let attempt = 0; this.#queue.length > 0;) {
      // Callers that were answered together get their turn, and make up the next group together.
      await pause(this.#ports, attempt);
      attempt = this.#begin() ? 0 : attempt + 1;
      if (attempt === 0) this.#writeFront();
    }
    this.#working = undefined;
  }

  /** Takes the write lock, or rejects who waited too long for it. */
  #begin(): boolean {
    try {
      this.#desk.statements.begin.run();
      return true;
    } catch (error) {
      const reason = toStoreError("commit", error);
      const now = isBusy(error) ? this.#ports.clock.monotonic() : Infinity;
      for (const { until, reject } of this.#queue) {
        if (until <= now) reject(reason);
      }
      this.#queue = this.#queue.filter(({ until }) => until > now);
      return false;
    }
  }

  #writeFront(): void {
    const size = this.#alone > 0 ? 1 : this.#options.groupSize;
    try {
      const verdicts = writeGroup(this.#desk, this.#queue, {
        size,
        monotonic: this.#ports.clock.monotonic,
        alongside: () => this.#sweep(),
      });
      this.#alone = Math.max(0, this.#alone - 1);
      this.#tell(verdicts);
    } catch (error) {
      this.#blame(Math.min(size, this.#queue.length), error);
    }
  }

  #tell(verdicts: readonly Verdict[]): void {
    const group = this.#queue.splice(0, verdicts.length);
    verdicts.forEach((verdict, at) => {
      if ("committed" in verdict) group[at]?.resolve(verdict.committed);
      else group[at]?.reject(verdict.refused);
    });
    const { head } = this.#desk.state;
    if (head > this.#announced) this.#options.onAppend();
    this.#announced = head;
  }

  /** The database failed under a group: its commits are tried alone, and one alone is rejected. */
  #blame(size: number, error: unknown): void {
    if (size > 1) {
      this.#alone = size;
      return;
    }
    this.#alone = Math.max(0, this.#alone - 1);
    this.#queue.shift()?.reject(toStoreError("commit", error));
  }

  /** Takes some old receipts away along with a group; soon again when there are more. */
  #sweep(): void {
    const { statements, now, keepReceipts } = this.#desk;
    const at = this.#ports.clock.monotonic();
    if (at < this.#nextSweep) return;
    this.#nextSweep = at + SWEEP_EVERY;
    const { changes } = statements.sweepReceipts.run(now() - keepReceipts, SWEEP_SIZE);
    if (changes === SWEEP_SIZE) this.#nextSweep = at;
  }
}
