/** The users of a store: each a document, with its events in a stream, committed together. */

import type { User, UserEvent } from "../../domain/users/user.ts";
import { type CommandContext, metadataOf } from "../command_context.ts";
import type { Saved } from "../store/collection.ts";
import type { Idempotency } from "../store/idempotency.ts";
import type { Expectation } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork, type UnitOfWorkPorts } from "../store/unit_of_work.ts";
import type { UserChanges, UserRepository } from "./ports.ts";
import { userCodec } from "./user_codec.ts";
import { encodeUser, parseUser, userDocuments } from "./user_document.ts";

/**
 * Keeps users in a store.
 *
 * @example
 * ```ts
 * import { userRepository } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const users = userRepository({ store, clock, random: systemRandom() });
 * const { items } = await users.list({ limit: 10 }); // []
 * ```
 */
export function userRepository(ports: UnitOfWorkPorts): UserRepository {
  const documents = userDocuments.of(ports.store);
  return {
    change: (work, context) => changeUsers(ports, work, context),
    get: (id) => documents.get(id),
    getByEmail: (email) => documents.getBy("email", email),
    list: ({ limit, after }) => documents.find({ by: { index: "registeredAt" }, limit, after }),
  };
}

/** What a work came to: a user, its version as read, and its place among the documents staged. */
interface Worked {
  readonly user: User;
  readonly version: number;
  readonly place: number;
}

async function changeUsers(
  ports: UnitOfWorkPorts,
  work: (users: UserChanges) => Promise<User>,
  context: CommandContext = {},
): Promise<Saved<User>> {
  const { result, committed } = await unitOfWork(ports, async (tx): Promise<Worked> => {
    const staged: string[] = [];
    const users = changesIn(tx, staged);
    const user = await work(users);
    const version = (await users.get(user.id))?.version ?? 0;
    return { user, version, place: staged.indexOf(user.id) };
  }, { metadata: metadataOf(context), idempotency: idempotencyOf(context) });
  return {
    ...result.user,
    version: committed?.documentVersions[result.place] ?? result.version,
    position: committed?.position ?? await ports.store.head(),
  };
}

/** Notes the ids of the documents in the order of their staging, which is that of their versions. */
function changesIn(tx: Transaction, staged: string[]): UserChanges {
  const documents = userDocuments.within(tx);

  function stage(user: User, event: UserEvent, expect?: Expectation): void {
    documents.save(user, expect);
    tx.append(`user/${user.id}`, [userCodec.encode(event)], expect ?? "some");
    if (!staged.includes(user.id)) staged.push(user.id);
  }

  return {
    get: (id) => documents.get(id),
    getByEmail: (email) => documents.getBy("email", email),
    add: (user, event) => stage(user, event, "none"),
    save: (user, event) => stage(user, event),
  };
}

function idempotencyOf(
  { commandId, fingerprint }: CommandContext,
): Idempotency<Worked> | undefined {
  if (commandId === undefined) return undefined;
  return {
    id: commandId,
    fingerprint,
    encode: ({ user, version, place }) => ({ user: encodeUser(user), version, place }),
    decode: (json) => {
      // Written by `encode`, and kept for as long as a receipt.
      const { user, version, place } = json as { user: unknown; version: number; place: number };
      return { user: parseUser(user), version, place };
    },
  };
}
