/** Changes that are answered with one of the values they changed, as it then is stored. */

import type { Json } from "../../domain/kernel/json.ts";
import { type CommandContext, metadataOf } from "../command_context.ts";
import type { Saved } from "./collection.ts";
import type { Idempotency } from "./idempotency.ts";
import { subjectName } from "./errors.ts";
import type { Transaction } from "./transaction.ts";
import { unitOfWork, type UnitOfWorkPorts } from "./unit_of_work.ts";

/** Where the values of one kind are, and how a receipt keeps one. */
export interface AnswerOptions<Value> {
  readonly collection: string;
  readonly id: (value: Value) => string;
  readonly encode: (value: Value) => Json;
  readonly parse: (data: unknown) => Value;
}

/**
 * Runs work as a unit of work and answers the value that it returned, staged or only read, with its
 * version and the position of the log. With a command id there is one effect and one answer.
 *
 * @throws {CommandIdReused} when the command id was another command
 */
export async function changeOne<Value extends object>(
  ports: UnitOfWorkPorts,
  options: AnswerOptions<Value>,
  work: (tx: Transaction) => Promise<Value>,
  context: CommandContext = {},
): Promise<Saved<Value>> {
  const { collection, id } = options;
  const { result, committed } = await unitOfWork(ports, async (tx): Promise<Answer<Value>> => {
    const puts = new Set<string>();
    const value = await work(noting(tx, puts));
    const subject = { collection, id: id(value) };
    const version = (await tx.get(subject.collection, subject.id))?.version ?? 0;
    return { value, version, place: [...puts].indexOf(subjectName(subject)) };
  }, { metadata: metadataOf(context), idempotency: idempotencyOf(options, context) });
  return {
    ...result.value,
    version: committed?.documentVersions[result.place] ?? result.version,
    position: committed?.position ?? await ports.store.head(),
  };
}

/** A value, its version as read, and its place among the documents staged. */
interface Answer<Value> {
  readonly value: Value;
  readonly version: number;
  readonly place: number;
}

/** Notes the documents in the order of their staging, which is that of their versions. */
function noting(tx: Transaction, puts: Set<string>): Transaction {
  return {
    ...tx,
    put: (put) => {
      tx.put(put);
      puts.add(subjectName(put));
    },
  };
}

function idempotencyOf<Value>(
  { encode, parse }: AnswerOptions<Value>,
  { commandId, fingerprint }: CommandContext,
): Idempotency<Answer<Value>> | undefined {
  if (commandId === undefined) return undefined;
  return {
    id: commandId,
    fingerprint,
    encode: ({ value, version, place }) => ({ value: encode(value), version, place }),
    decode: (json) => {
      // Written by `encode`, and kept for as long as a receipt.
      const { value, version, place } = json as { value: unknown; version: number; place: number };
      return { value: parse(value), version, place };
    },
  };
}
