/** The generations of one projection, as the one that leads sees and changes them. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { DocumentCheck, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import type { Projection } from "./projection.ts";
import { ProjectionOutdated } from "./projection_errors.ts";
import {
  isSameDefinition,
  type ProjectionRecord,
  PROJECTIONS,
  removedCollection,
  viewCollection,
  wantedDefinition,
} from "./projection_records.ts";
import type { SubscriptionHalted } from "./subscription.ts";
import { type Checkpoint, CHECKPOINTS, errorRecord, readRecord } from "./subscription_records.ts";

/** Views that one commit removes. */
const REMOVED_TOGETHER = 100;

/**
 * Reads the records of a projection.
 *
 * @throws {ProjectionOutdated} when another definition is wanted
 */
export async function loadGenerations(
  store: Store,
  projection: Projection<unknown>,
  fence: DocumentCheck,
): Promise<Generations> {
  const { name } = projection;
  const record = await readRecord<ProjectionRecord>(store, PROJECTIONS, name);
  const checkpoint = await readRecord<Checkpoint>(store, CHECKPOINTS, name);
  if (record === undefined || checkpoint === undefined) {
    throw new TypeError(`Projection "${name}" was not opened`);
  }
  if (!isSameDefinition(projection, wantedDefinition(record.value))) {
    throw new ProjectionOutdated(name);
  }
  return new Generations(store, fence, projection, record, checkpoint.value.position);
}

/** Changes the records under the fence; each change expects them as they were read. */
export class Generations {
  readonly #store: Store;
  readonly #fence: DocumentCheck;
  readonly #projection: Projection<unknown>;
  #record: ProjectionRecord;
  #version: number;
  /** Of the generation that serves, when the records were read. */
  readonly position: number;

  constructor(
    store: Store,
    fence: DocumentCheck,
    projection: Projection<unknown>,
    record: { readonly value: ProjectionRecord; readonly version: number },
    position: number,
  ) {
    this.#store = store;
    this.#fence = fence;
    this.#projection = projection;
    this.#record = record.value;
    this.#version = record.version;
    this.position = position;
  }

  get record(): ProjectionRecord {
    return this.#record;
  }

  get fence(): DocumentCheck {
    return this.#fence;
  }

  /** Whether the generation that serves was folded by the definition that runs. */
  get isCurrent(): boolean {
    return isSameDefinition(this.#projection, this.#record.definition);
  }

  /** Marks how far the generation that serves has come. */
  checkpoint(position: number): StagedPut {
    const { name, types } = this.#projection;
    return { collection: CHECKPOINTS, id: name, value: { position, types, halted: null } };
  }

  /** Marks how far the generation that is being filled has come. */
  rebuilt(position: number): StagedPut {
    const { rebuild } = this.#record;
    return this.#put({
      ...this.#record,
      rebuild: rebuild && { ...rebuild, position, halted: null },
    });
  }

  /** Told that such a mark was stored. */
  marked(put: StagedPut, version: number): void {
    if (put.collection !== PROJECTIONS) return;
    this.#record = put.value as ProjectionRecord;
    this.#version = version;
  }

  /** Notes what the rebuild halted at. */
  async haltRebuild({ position, cause }: SubscriptionHalted): Promise<void> {
    const { rebuild } = this.#record;
    const halted = { position, error: errorRecord(cause) };
    await this.#commit({ ...this.#record, rebuild: rebuild && { ...rebuild, halted } });
  }

  /** Lets the filled generation serve, unless it is behind the one that does; answers whether it does. */
  async switchOver(position: number): Promise<boolean> {
    const { rebuild, generation, retired } = this.#record;
    const { name } = this.#projection;
    const before = await readRecord<Checkpoint>(this.#store, CHECKPOINTS, name);
    if (rebuild === null || before === undefined || before.value.position > position) return false;
    await this.#commit({
      generation: rebuild.generation,
      definition: rebuild.definition,
      rebuild: null,
      retired: [...retired, generation],
    }, [{ ...this.checkpoint(position), expect: before.version }]);
    return true;
  }

  /** Removes some views of a generation that nobody reads any more. */
  async removeSome(): Promise<void> {
    const [generation, ...others] = this.#record.retired;
    if (generation === undefined) return;
    const { name } = this.#projection;
    for (const nameOf of [viewCollection, removedCollection]) {
      const collection = nameOf(name, generation);
      const { items } = await this.#store.find({ collection, limit: REMOVED_TOGETHER });
      if (items.length > 0) return await this.#remove(collection, items.map(({ id }) => id));
    }
    await this.#commit({ ...this.#record, retired: others });
  }

  async #remove(collection: string, ids: readonly string[]): Promise<void> {
    try {
      await this.#store.commit({
        checks: [this.#fence],
        puts: ids.map((id) => ({ collection, id, expect: "any", value: undefined })),
      });
    } catch (error) {
      const isTooMuch = isDomainError(error) && error.code === "store/limit-exceeded";
      if (!isTooMuch || ids.length === 1) throw error;
      await this.#remove(collection, ids.slice(0, ids.length / 2));
    }
  }

  async #commit(record: ProjectionRecord, others: readonly StagedPut[] = []): Promise<void> {
    const put = this.#put(record);
    const { documentVersions } = await this.#store.commit({
      checks: [this.#fence],
      puts: [put, ...others].map((each) => ({ ...each, expect: each.expect ?? "any" })),
    });
    this.marked(put, documentVersions[0] ?? 0);
  }

  #put(value: ProjectionRecord): StagedPut {
    return { collection: PROJECTIONS, id: this.#projection.name, value, expect: this.#version };
  }
}
