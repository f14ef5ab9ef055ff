/** Commits that are done once however often they are asked for; the receipt is their memory. */

import { DomainError, isDomainError } from "../../domain/kernel/errors.ts";
import type { Json } from "../../domain/kernel/json.ts";
import type { Changes, Committed, Store } from "./store.ts";

/** What a repeated request is recognised by and answered with. */
export interface Idempotency<Result> {
  /** Becomes the commit's id. */
  readonly id: string;
  /** Identifies the request; the same id with another fingerprint is {@linkcode CommandIdReused}. */
  readonly fingerprint?: string | undefined;
  readonly encode: (result: Result) => Json;
  readonly decode: (json: Json) => Result;
}

/** What a commit came to, and the result of the work that it carried. */
export interface Done<Result> {
  readonly result: Result;
  /** `undefined` when nothing was staged. */
  readonly committed: Committed | undefined;
  /** Whether this is the result of an earlier run with the same idempotency id. */
  readonly repeated: boolean;
}

/** An idempotency id was used before, for another request. */
export class CommandIdReused extends DomainError {
  override readonly code = "command-id-reused";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly id: string;

  constructor(id: string) {
    super(`Cannot repeat the command ${JSON.stringify(id)}: it was another one before`);
    this.id = id;
  }
}

/**
 * Finds what an earlier run came to.
 *
 * @throws {CommandIdReused} when it was another request
 */
export async function findEarlier<Result>(
  store: Store,
  { id, fingerprint, decode }: Idempotency<Result>,
): Promise<Done<Result> | undefined> {
  const receipt = await store.receipt(id);
  if (receipt === undefined) return undefined;
  const { outcome } = receipt;
  if (!isOutcome(outcome) || outcome.fingerprint !== (fingerprint ?? null)) {
    throw new CommandIdReused(id);
  }
  return { result: decode(outcome.result), committed: receipt, repeated: true };
}

/** Commits with the id, or finds that the same request was faster elsewhere. */
export async function commitOnce<Result>(
  store: Store,
  changes: Changes,
  result: Result,
  idempotency: Idempotency<Result>,
): Promise<Done<Result>> {
  const { id, fingerprint = null, encode } = idempotency;
  const outcome = { result: encode(result), fingerprint };
  try {
    const committed = await store.commit({ ...changes, id, outcome });
    return { result, committed, repeated: committed.repeated };
  } catch (error) {
    // Two runs of one request may decide differently; the first one stands.
    if (!isDomainError(error) || error.code !== "store/commit-id-reused") throw error;
    const earlier = await findEarlier(store, idempotency);
    if (earlier === undefined) throw error;
    return earlier;
  }
}

type Outcome = { readonly result: Json; readonly fingerprint: string | null };

function isOutcome(json: Json | undefined): json is Outcome {
  return typeof json === "object" && json !== null && "result" in json && "fingerprint" in json;
}
