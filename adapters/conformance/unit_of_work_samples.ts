/** What the cases of units of work are made of. */

import { unitOfWork, type UnitOfWorkOptions } from "../../application/store/unit_of_work.ts";
import type { Done, Idempotency } from "../../application/store/idempotency.ts";
import type { Document, Keys, Store } from "../../application/store/store.ts";
import type { Transaction } from "../../application/store/transaction.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { Json } from "../../domain/kernel/json.ts";
import { realClock } from "./real_clock.ts";
import type { StoreRoom } from "./store_case.ts";

/** A rule of the samples said no. */
export class SampleRefused extends DomainError {
  override readonly code = "samples/refused";
  override readonly kind = "refused";
}

/** Work on a room's store. */
export type Work<Result> = (tx: Transaction) => Promise<Result> | Result;

/** Runs units of work. */
export type Worker = <Result>(
  work: Work<Result>,
  options?: UnitOfWorkOptions<Result>,
) => Promise<Done<Result>>;

/** Makes a worker at a store, by a real clock. */
export function worker({ store, random }: Pick<StoreRoom, "store" | "random">): Worker {
  return (work, options) => unitOfWork({ store, clock: realClock, random }, work, options);
}

/** A document of the collection `things` to stage. */
export function thing(id: string, value: Json | undefined, unique: Keys = {}) {
  return { collection: "things", id, value, ...(value === undefined ? {} : { unique }) };
}

/** Stores a document of the collection `things`, whatever was there. */
export async function store(
  into: Store,
  id: string,
  value: Json | undefined,
  unique: Keys = {},
): Promise<void> {
  await into.commit({ puts: [{ ...thing(id, value, unique), expect: "any" }] });
}

/** Reads a value of the collection `things`. */
export async function valueOf(
  reader: { readonly get: Store["get"] },
  id: string,
): Promise<Document["value"] | undefined> {
  return (await reader.get("things", id))?.value;
}

/** Adds one to a number of the collection `things`. */
export async function increment(tx: Transaction, id = "counter"): Promise<number> {
  const next = Number(await valueOf(tx, id) ?? 0) + 1;
  tx.put(thing(id, next));
  return next;
}

/** Counts the runs of some work, and does something during the first `times` of them. */
export function disturbed<Result>(
  work: Work<Result>,
  disturb: () => Promise<unknown>,
  times = 1,
): Work<Result> & { readonly runs: () => number } {
  let runs = 0;
  const run = async (tx: Transaction) => {
    const result = await work(tx);
    if (++runs <= times) await disturb();
    return result;
  };
  return Object.assign(run, { runs: () => runs });
}

/** Makes a request out of some work: one effect and one answer for an id. */
export function once<Result extends Json>(
  id: string,
  fingerprint?: string,
): { readonly idempotency: Idempotency<Result> } {
  // Only what was encoded is decoded.
  const decode = (json: Json) => json as Result;
  return { idempotency: { id, fingerprint, encode: (result) => result, decode } };
}
