/** The queue of commits: whoever comes while one group is written goes into the next. */

import { OutcomeUnknown } from "../../application/store/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import { isBusy, isRefused, toStoreError } from "./driver_errors.ts";
import { type Group, judgeGroup, type Verdict } from "./group.ts";
import { answered, type PatiencePorts, pause } from "./patience.ts";
import { withEvents } from "./reader.ts";
import type { Place } from "./reading.ts";
import { send } from "./send.ts";
import type { Commission, Desk } from "./write_commit.ts";

/** How the queue is worked off. */
export interface WriterOptions {
  /** Most commits of one atomic operation. */
  readonly groupSize: number;
  /** How long a commit may take, in milliseconds. */
  readonly deadline: number;
  /** Called when the log may have grown. */
  readonly onAppend: () => void;
}

interface Waiting extends Commission {
  readonly until: number;
  readonly resolve: (committed: Committed | Promise<Committed>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Takes commits in and writes them, many in one atomic operation. */
export class Writer {
  readonly #ports: PatiencePorts;
  readonly #desk: Desk;
  readonly #place: Place;
  readonly #options: WriterOptions;
  #queue: Waiting[] = [];
  #working: Promise<void> | undefined;
  /** How many from the front of the queue go alone, because their group failed. */
  #alone = 0;

  constructor(ports: PatiencePorts, desk: Desk, place: Place, options: WriterOptions) {
    this.#ports = ports;
    this.#desk = desk;
    this.#place = place;
    this.#options = options;
  }

  /** Resolves when the commit is durable. */
  commit(commission: Commission): Promise<Committed> {
    const until = this.#ports.clock.monotonic() + this.#options.deadline;
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...commission, until, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** Rejects whatever waits. */
  abandon(reason: Error): void {
    for (const { reject } of this.#queue.splice(0)) reject(reason);
  }

  async #work(): Promise<void> {
    for (let attempt = 0; this.#queue.length > 0;) {
      if (attempt > 0) await pause(this.#ports, attempt);
      attempt = await this.#writeFront() ? 0 : attempt + 1;
    }
    this.#working = undefined;
  }

  /** Tells whether it came any further; if not, somebody else was faster. */
  async #writeFront(): Promise<boolean> {
    const size = this.#alone > 0 ? 1 : this.#options.groupSize;
    const until = this.#queue[0]?.until ?? 0;
    let front: readonly Waiting[] = [];
    try {
      const group = await answered(
        this.#ports.clock,
        until,
        "commit",
        () => judgeGroup(this.#desk, this.#place, () => front = this.#queue.slice(0, size)),
      );
      const landing = await send(this.#ports, this.#place, group, until);
      if (landing === "landed") return await this.#tell(front, group);
      if (landing === "unknown") return this.#leave(front, group);
      return this.#expire(undefined);
    } catch (error) {
      if (isBusy(error)) return this.#expire(error);
      return this.#blame(front, error);
    }
  }

  async #tell(front: readonly Waiting[], { verdicts, before, after }: Group): Promise<true> {
    this.#alone = Math.max(0, this.#alone - 1);
    const answers = verdicts.map((verdict, at) => this.#answer(front[at], verdict));
    this.#take(front.slice(0, verdicts.length));
    if (after.position > before.position) this.#options.onAppend();
    await Promise.all(answers);
    return true;
  }

  async #answer(waiting: Waiting | undefined, verdict: Verdict): Promise<void> {
    if (waiting === undefined) return;
    const { resolve, reject, until } = waiting;
    if ("committed" in verdict) return resolve(verdict.committed);
    if ("refused" in verdict) return reject(verdict.refused);
    const receipt = answered(
      this.#ports.clock,
      until,
      "commit",
      () => withEvents(this.#place, verdict.repeated),
    );
    await receipt.then(resolve, (error) => reject(toStoreError("commit", error)));
  }

  /** Nobody can tell what became of those that wrote; the others are judged anew. */
  #leave(front: readonly Waiting[], { verdicts }: Group): boolean {
    const lost = front.filter((_, at) => {
      const verdict = verdicts[at];
      return verdict !== undefined && "writes" in verdict && verdict.writes;
    });
    this.#take(lost);
    for (const { id, reject } of lost) reject(new OutcomeUnknown(id));
    return this.#expire(undefined);
  }

  /** Rejects who waited too long. */
  #expire(error: unknown): false {
    const now = this.#ports.clock.monotonic();
    const late = this.#queue.filter(({ until }) => until <= now);
    this.#take(late);
    for (const { reject } of late) {
      reject(toStoreError("commit", error ?? new Error("others were always faster")));
    }
    return false;
  }

  /** The database refused a group: its commits are tried alone, and one alone is rejected. */
  #blame(front: readonly Waiting[], error: unknown): boolean {
    if (front.length > 1 && isRefused(error)) {
      this.#alone = front.length;
      return true;
    }
    this.#alone = Math.max(0, this.#alone - 1);
    const rejected = front.length > 0 ? front : this.#queue.slice(0, 1);
    this.#take(rejected);
    for (const { reject } of rejected) reject(toStoreError("commit", error));
    return true;
  }

  #take(done: readonly Waiting[]): void {
    const gone = new Set(done);
    this.#queue = this.#queue.filter((waiting) => !gone.has(waiting));
  }
}
