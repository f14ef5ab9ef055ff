/** The queue of commits: whoever comes while one group is under way goes into the next. */

import type { NewId } from "../../application/ports.ts";
import { OutcomeUnknown } from "../../application/store/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import { type Answer, toVerdicts, type Verdict } from "./answer.ts";
import type { AttemptPorts } from "./attempts.ts";
import { failureOf, toStoreError } from "./driver_errors.ts";
import { type Commission, Group, lengthOf } from "./group.ts";
import type { Repeats } from "./repeats.ts";
import { type Sender, SendingUnknown } from "./sender.ts";
import { sendingId } from "./sending_id.ts";

/** Payloads of one group, in UTF-16 units; a longer commit goes alone. */
const LONGEST_GROUP = 1024 * 1024;

/** Turns of the microtask queue in which callers that were answered commit again. */
const TURNS = 32;

/** What writing stands on. */
export interface WriterPorts extends AttemptPorts {
  readonly newId: NewId;
  readonly sender: Sender;
  readonly repeats: Repeats;
}

/** How the queue is worked off. */
export interface WriterOptions {
  /** Most commits of one group. */
  readonly groupSize: number;
  /** How long a commit may wait, in milliseconds. */
  readonly deadline: number;
  /** Called with the last position after each group. */
  readonly onCommit: (head: number) => void;
}

interface Waiting extends Commission {
  readonly until: number;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (reason: unknown) => void;
}

/** Takes commits in and sends them, many in one group. */
export class Writer {
  readonly #ports: WriterPorts;
  readonly #options: WriterOptions;
  #queue: Waiting[] = [];
  #underWay: readonly Waiting[] = [];
  #working: Promise<void> | undefined;
  /** How many from the front of the queue go alone, because their group was refused. */
  #alone = 0;
  readonly #repeating = new Set<Promise<void>>();

  constructor(ports: WriterPorts, options: WriterOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Resolves when the commit is durable. */
  commit({ changes, fingerprint }: Commission): Promise<Committed> {
    const until = this.#ports.clock.monotonic() + this.#options.deadline;
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, fingerprint, until, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#working;
    await Promise.all(this.#repeating);
  }

  /** Rejects whatever waits. */
  abandon(reason: Error): void {
    const abandoned = [...this.#underWay, ...this.#queue];
    this.#queue = [];
    for (const { reject } of abandoned) reject(reason);
  }

  async #work(): Promise<void> {
    // Callers of one turn make up the first group together.
    await nextTurn();
    for (let tell: Tell = () => {}; this.#queue.length > 0;) {
      const waiting = this.#take();
      const sent = this.#send(waiting);
      // The next group is on its way while the last one is answered.
      tell();
      tell = await sent;
      if (this.#queue.length > 0) continue;
      tell();
      tell = () => {};
      await nextTurn();
    }
    this.#working = undefined;
  }

  /** Takes the next group off the queue. A commit id is there once: it has to find its receipt. */
  #take(): readonly Waiting[] {
    const size = this.#alone > 0 ? 1 : this.#options.groupSize;
    const ids = new Set<string>();
    let length = 0;
    let count = 0;
    for (const { changes } of this.#queue) {
      length += lengthOf(changes);
      const again = changes.id !== undefined && ids.has(changes.id);
      if (count >= size || again || (count > 0 && length > LONGEST_GROUP)) break;
      if (changes.id !== undefined) ids.add(changes.id);
      count++;
    }
    this.#alone = Math.max(0, this.#alone - 1);
    return this.#underWay = this.#queue.splice(0, count);
  }

  /** Sends a group, and gives what tells its callers. */
  async #send(waiting: readonly Waiting[]): Promise<Tell> {
    const group = new Group(this.#ports.newId);
    for (const commission of waiting) group.add(commission);
    try {
      const answer = await this.#ports.sender.send(group);
      return () => this.#tell(waiting, group, answer);
    } catch (error) {
      return this.#blame(waiting, error);
    }
  }

  #tell(waiting: readonly Waiting[], group: Group, answer: Answer): void {
    this.#options.onCommit(answer.positions.at(-1) ?? 0);
    toVerdicts(group, answer).forEach((verdict, at) => {
      const caller = waiting[at];
      if (caller) this.#tellOne(caller, verdict);
    });
  }

  #tellOne(caller: Waiting, verdict: Verdict): void {
    if ("committed" in verdict) return caller.resolve(verdict.committed);
    if ("refused" in verdict) return caller.reject(verdict.refused);
    const repeating = this.#repeat(caller).then(caller.resolve, caller.reject);
    this.#repeating.add(repeating);
    repeating.then(() => this.#repeating.delete(repeating));
  }

  async #repeat({ changes, fingerprint }: Waiting): Promise<Committed> {
    const commission = { changes, fingerprint };
    // Nothing is found when it was too old just now: the id is free again.
    return await this.#ports.repeats.find(commission) ?? await this.commit(commission);
  }

  #blame(waiting: readonly Waiting[], error: unknown): Tell {
    if (error instanceof SendingUnknown) {
      return () =>
        waiting.forEach(({ changes, reject }, at) =>
          reject(
            new OutcomeUnknown(changes.id ?? sendingId(error.sending, at), { cause: error.cause }),
          )
        );
    }
    if (failureOf(error) === "refused" && waiting.length > 1) {
      // It cannot be said whose fault it was: each is tried alone.
      this.#queue.unshift(...waiting);
      this.#alone = waiting.length;
      return () => {};
    }
    return () => {
      const reason = toStoreError("commit", error);
      for (const { reject } of waiting) reject(reason);
      if (failureOf(error) !== "refused") this.#giveUp(reason);
    };
  }

  /** Rejects who has waited too long behind a group that could not be sent. */
  #giveUp(reason: Error): void {
    const now = this.#ports.clock.monotonic();
    for (const { until, reject } of this.#queue) {
      if (until <= now) reject(reason);
    }
    this.#queue = this.#queue.filter(({ until }) => until > now);
  }
}

/** Tells the callers of a group what became of it. */
type Tell = () => void;

/** Lets callers run that were answered together; a turn of the event loop takes much longer. */
async function nextTurn(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await undefined;
}
