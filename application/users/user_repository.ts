/** The users of a store: each a document, with its events in a stream, committed together. */

import type { User, UserEvent } from "../../domain/users/user.ts";
import { changeOne } from "../store/change_one.ts";
import type { Expectation } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import type { UnitOfWorkPorts } from "../store/unit_of_work.ts";
import type { UserChanges, UserRepository } from "./ports.ts";
import { userCodec } from "./user_codec.ts";
import { encodeUser, parseUser, userDocuments, USERS } from "./user_document.ts";

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
    change: (work, context) => changeOne(ports, answered, (tx) => work(changesIn(tx)), context),
    get: (id) => documents.get(id),
    getByEmail: (email) => documents.getBy("email", email),
    list: ({ limit, after }) => documents.find({ by: { index: "registeredAt" }, limit, after }),
  };
}

const answered = {
  collection: USERS,
  id: (user: User) => user.id,
  encode: encodeUser,
  parse: parseUser,
};

function changesIn(tx: Transaction): UserChanges {
  const documents = userDocuments.within(tx);

  function stage(user: User, event: UserEvent, expect?: Expectation): void {
    documents.save(user, expect);
    tx.append(`user/${user.id}`, [userCodec.encode(event)], expect ?? "some");
  }

  return {
    get: (id) => documents.get(id),
    getByEmail: (email) => documents.getBy("email", email),
    add: (user, event) => stage(user, event, "none"),
    save: (user, event) => stage(user, event),
  };
}
