/** One generation's way through the log, batch by batch. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { DocumentCheck, LogPage, Recorded, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { REBUILD_ASKED } from "./projection_records.ts";
import type { Views } from "./projection_views.ts";
import { SubscriptionHalted } from "./subscription.ts";

/** What one generation is run with. */
export interface GenerationPorts {
  readonly name: string;
  readonly types: readonly string[];
  readonly store: Store;
  readonly fence: DocumentCheck;
  readonly views: Views;
  /** The record that says how far the generation has come. */
  readonly mark: (position: number) => StagedPut;
  /** Told the version of that record after each commit. */
  readonly marked: (put: StagedPut, version: number) => void;
}

/** Events of the first batch, and of the largest. */
const FIRST_BATCH = 1000;
const LARGEST_BATCH = 4000;
/** How batches grow after one was too large: not many are tried in vain. */
const SLOW_GROWTH = 1.1;

/** Folds batches of events into views; each is one commit with the position it reaches. */
export class GenerationRun {
  readonly #ports: GenerationPorts;
  readonly #types: readonly string[];
  #limit = FIRST_BATCH;
  #growth = 2;
  #scanned: number;
  #saved: number;
  #ahead: Promise<LogPage> | undefined;
  #atEnd = false;

  constructor(ports: GenerationPorts, position: number) {
    this.#ports = ports;
    this.#types = [...new Set([...ports.types, REBUILD_ASKED])];
    this.#scanned = position;
    this.#saved = position;
  }

  /** The log was looked at up to here; what belonged into views is stored. */
  get position(): number {
    return this.#scanned;
  }

  /** How far it has come past what is written down, without an event of its types. */
  get unsaved(): number {
    return this.#scanned - this.#saved;
  }

  /** Whether the last look at the log found nothing more. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  /**
   * Folds in the next batch; answers whether somebody asked for a rebuild in it.
   *
   * @throws {SubscriptionHalted} when an event cannot be folded in; everything before it is
   */
  async advance(): Promise<boolean> {
    const page = this.#ahead ?? this.#read(this.#scanned);
    this.#ahead = undefined;
    const { events, through } = await page;
    // Only a look that gets no further tells the end: some stores search the log part by part.
    this.#atEnd = through <= this.#scanned;
    if (this.#atEnd) return false;
    this.#readAhead(through);
    const own = events.filter(({ type }) => this.#ports.types.includes(type));
    if (own.length > 0) await this.#fold(own, through);
    else this.#scanned = through;
    return events.some((event) => event.position <= this.#scanned && this.#isAsk(event));
  }

  /** Writes down how far it has come. */
  async save(): Promise<void> {
    if (this.unsaved > 0) await this.#commit([], this.#scanned);
  }

  #isAsk({ type, data }: Recorded): boolean {
    return type === REBUILD_ASKED && data !== null && typeof data === "object" &&
      "projection" in data && data.projection === this.#ports.name;
  }

  #readAhead(after: number): void {
    this.#ahead = this.#read(after);
    // Should this batch fail, nobody is left to hear that the next could not be read.
    this.#ahead.catch(() => {});
  }

  #read(after: number): Promise<LogPage> {
    return this.#ports.store.readLog({ after, limit: this.#limit, types: this.#types });
  }

  /** Commits a batch; one that the views or the store refuse is cut in half, and read again. */
  async #fold(events: readonly Recorded[], through: number): Promise<void> {
    try {
      const { failed, puts } = await this.#ports.views.fold(events);
      const reached = failed === undefined ? through : failed.event.position - 1;
      if (puts.length > 0 || reached > this.#saved) await this.#commit(puts, reached);
      if (failed !== undefined) this.#halt(failed.event, failed.error);
    } catch (error) {
      if (!isRefused(error)) throw error;
      return this.#cut(events, error);
    }
    this.#limit = Math.min(LARGEST_BATCH, Math.ceil(this.#limit * this.#growth));
  }

  #cut(events: readonly Recorded[], error: unknown): void {
    this.#ports.views.forget();
    this.#ahead = undefined;
    this.#atEnd = false;
    const [first] = events;
    if (events.length === 1 && first !== undefined) this.#halt(first, error);
    this.#limit = Math.ceil(events.length / 2);
    this.#growth = SLOW_GROWTH;
  }

  async #commit(views: readonly StagedPut[], position: number): Promise<void> {
    const { store, fence, mark, marked } = this.#ports;
    const last = mark(position);
    const puts = [...views, last];
    const { documentVersions } = await store.commit({
      checks: [fence],
      puts: puts.map((put) => ({ ...put, expect: put.expect ?? "any" })),
    });
    this.#scanned = position;
    this.#saved = position;
    marked(last, documentVersions.at(-1) ?? 0);
  }

  #halt({ position }: Recorded, cause: unknown): never {
    if (isFromTheFuture(cause)) throw cause;
    throw new SubscriptionHalted(this.#ports.name, position, { cause });
  }
}

/** Tells what no repetition will mend, but a smaller batch may. */
function isRefused(error: unknown): boolean {
  return isDomainError(error) && (error.permanent || error.code === "store/unique-violation");
}

/** Tells what a newer version of the software can read. */
export function isFromTheFuture(error: unknown): boolean {
  return isDomainError(error) &&
    (error.code === "events/from-the-future" || error.code === "store/document-from-the-future");
}
