/** Everything that can be asked of users: the table of contents of the context. */

import type { User } from "../../domain/users/user.ts";
import type { CommandContext } from "../command_context.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import { type ChangeUser, changeUser, type ChangeUserPorts } from "./change_user.ts";
import {
  type DeactivateUser,
  deactivateUser,
  type DeactivateUserPorts,
} from "./deactivate_user.ts";
import { type GetUser, getUser, type GetUserPorts } from "./get_user.ts";
import { listUsers, type ListUsersPorts } from "./list_users.ts";
import type { UserQuery } from "./ports.ts";
import { type RegisterUser, registerUser, type RegisterUserPorts } from "./register_user.ts";

/** What the use cases of users need, all together. */
export interface UsersPorts
  extends RegisterUserPorts, ChangeUserPorts, DeactivateUserPorts, GetUserPorts, ListUsersPorts {
  readonly users: RegisterUserPorts["users"] & GetUserPorts["users"] & ListUsersPorts["users"];
}

/** The use cases of users, with their ports given. */
export interface Users {
  readonly register: (command: RegisterUser, context?: CommandContext) => Promise<Saved<User>>;
  readonly change: (command: ChangeUser, context?: CommandContext) => Promise<Saved<User>>;
  readonly deactivate: (command: DeactivateUser, context?: CommandContext) => Promise<Saved<User>>;
  readonly get: (query: GetUser) => Promise<Stored<User>>;
  readonly list: (query: UserQuery) => Promise<Page<Stored<User>>>;
}

/**
 * Gives the use cases of users their ports.
 *
 * @example
 * ```ts
 * import { createUsers, userRepository } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * const newId = randomIds();
 * await using store = memoryStore({ clock, newId });
 * const users = createUsers({
 *   users: userRepository({ store, clock, random: systemRandom() }),
 *   clock,
 *   newId,
 * });
 * const { id } = await users.register({ name: "Ada Lovelace", email: "ada@example.com" });
 * await users.deactivate({ id });
 * ```
 */
export function createUsers(ports: UsersPorts): Users {
  return {
    register: (command, context) => registerUser(ports, command, context),
    change: (command, context) => changeUser(ports, command, context),
    deactivate: (command, context) => deactivateUser(ports, command, context),
    get: (query) => getUser(ports, query),
    list: (query) => listUsers(ports, query),
  };
}
