/** Keeping a projection's generations going, by turns. */

import type { LogData } from "../ports.ts";
import type { StagedPut } from "../store/transaction.ts";
import { GenerationRun } from "./generation_run.ts";
import type { Generations } from "./generations.ts";
import { isHalt, noteHalt } from "./halting.ts";
import type { Projection } from "./projection.ts";
import { RebuildHalted } from "./projection_errors.ts";
import type { SessionOptions } from "./session.ts";
import type { SubscriptionPorts } from "./subscription.ts";

/** How the turns are taken. */
export interface ProjectionRunOptions extends Pick<SessionOptions, "signal" | "once"> {
  /** Whether a rebuild that halted is tried again. */
  readonly retry: boolean;
}

/** Milliseconds after which an idle run writes down how far it has looked. */
const SAVE_AFTER = 1000;

/** Gives the generation that serves, the one that is being filled, and those to be removed a turn each. */
export class ProjectionRun {
  readonly #ports: SubscriptionPorts;
  readonly #projection: Projection<unknown>;
  readonly #generations: Generations;
  readonly #options: ProjectionRunOptions;
  #serving: GenerationRun | undefined;
  #filling: GenerationRun | undefined;
  #halted: RebuildHalted | undefined;
  #savedAt: number;

  constructor(
    ports: SubscriptionPorts,
    projection: Projection<unknown>,
    generations: Generations,
    options: ProjectionRunOptions,
  ) {
    this.#ports = ports;
    this.#projection = projection;
    this.#generations = generations;
    this.#options = options;
    this.#savedAt = ports.clock.monotonic();
    const { generation, rebuild } = generations.record;
    if (generations.isCurrent) {
      const mark = (position: number) => generations.checkpoint(position);
      this.#serving = this.#start(generation, generations.position, mark);
    }
    if (rebuild === null) return;
    if (rebuild.halted === null || options.retry) {
      const mark = (position: number) => generations.rebuilt(position);
      this.#filling = this.#start(rebuild.generation, rebuild.position, mark);
    } else {
      const { position, error: cause } = rebuild.halted;
      this.#halted = new RebuildHalted(projection.name, position, { cause });
    }
  }

  /** Takes turns until the end, or until the records are to be read again. */
  async run(): Promise<"ended" | "changed"> {
    const { signal, once } = this.#options;
    while (!signal.aborted) {
      const changed = await this.#turn();
      if (changed) {
        await this.#save();
        return "changed";
      }
      if (this.#hasMore) continue;
      if (once) break;
      await this.#saveNowAndThen();
      await this.#somethingHappens();
    }
    await this.#save();
    if (once && this.#halted !== undefined) throw this.#halted;
    return "ended";
  }

  get #hasMore(): boolean {
    const isUnderWay = (run: GenerationRun | undefined) => run !== undefined && !run.atEnd;
    return isUnderWay(this.#serving) || isUnderWay(this.#filling) ||
      this.#generations.record.retired.length > 0;
  }

  /** One batch of each; answers whether the records have changed by it. */
  async #turn(): Promise<boolean> {
    const asked = await this.#serve();
    const switched = await this.#fill();
    if (switched) return true;
    if (this.#serving === undefined && this.#filling === undefined) throw this.#halted;
    await this.#generations.removeSome();
    return asked;
  }

  /** Answers whether somebody asked for a rebuild. */
  async #serve(): Promise<boolean> {
    if (this.#serving === undefined) return false;
    try {
      return await this.#serving.advance();
    } catch (error) {
      if (!isHalt(error) || this.#filling === undefined) throw error;
      // The rebuild that is under way may be what helps: it goes on.
      await noteHalt(this.#ports.store, this.#generations.fence, error);
      this.#ports.log.error("a projection halted while it is rebuilt", this.#logged(error));
      this.#serving = undefined;
      return false;
    }
  }

  /** Answers whether the filled generation serves now. */
  async #fill(): Promise<boolean> {
    if (this.#filling === undefined) return false;
    try {
      await this.#filling.advance();
      return this.#filling.atEnd && await this.#generations.switchOver(this.#filling.position);
    } catch (error) {
      if (!isHalt(error)) throw error;
      await this.#generations.haltRebuild(error);
      this.#halted = new RebuildHalted(error.subscription, error.position, { cause: error.cause });
      this.#ports.log.error("the rebuild of a projection halted", this.#logged(this.#halted));
      this.#filling = undefined;
      return false;
    }
  }

  #start(
    generation: number,
    position: number,
    mark: (position: number) => StagedPut,
  ): GenerationRun {
    const { store } = this.#ports;
    const { name, types, views } = this.#projection;
    const { fence } = this.#generations;
    const marked = (put: StagedPut, version: number) => this.#generations.marked(put, version);
    return new GenerationRun(
      { name, types, store, fence, views: views(store, generation), mark, marked },
      position,
    );
  }

  #logged(error: unknown): LogData {
    return { subscription: this.#projection.name, error };
  }

  async #save(): Promise<void> {
    await this.#serving?.save();
    await this.#filling?.save();
    this.#savedAt = this.#ports.clock.monotonic();
  }

  async #saveNowAndThen(): Promise<void> {
    if (this.#ports.clock.monotonic() - this.#savedAt >= SAVE_AFTER) await this.#save();
  }

  /** Waits for the log to grow, the time to save, or the end. */
  async #somethingHappens(): Promise<void> {
    const { store, clock } = this.#ports;
    const { signal } = this.#options;
    const runs = [this.#serving, this.#filling].filter((run) => run !== undefined);
    const position = Math.min(...runs.map((run) => run.position));
    const isSaved = runs.every((run) => run.unsaved === 0);
    const turn = new AbortController();
    const end = () => turn.abort();
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    try {
      await Promise.race([
        store.changed(position, turn.signal),
        clock.sleep(isSaved ? 60_000 : SAVE_AFTER, turn.signal),
      ]);
    } finally {
      signal.removeEventListener("abort", end);
      end();
    }
  }
}
