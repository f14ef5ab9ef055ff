/** Changing a user's name or address. */

import { EmailTaken } from "../../domain/users/errors.ts";
import { change, type User } from "../../domain/users/user.ts";
import { parseUserChanges } from "../../domain/users/user_details.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { UserRepository } from "./ports.ts";
import { requireUser, type UserTarget } from "./require_user.ts";

/** Asks for another name, another address, or both; what is absent stays. */
export interface ChangeUser extends UserTarget {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** What changing needs. */
export interface ChangeUserPorts {
  readonly users: Pick<UserRepository, "change">;
}

/**
 * Changes a user by the rules of registration. A change to what already is leaves the user as it
 * was, version and all.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {UserNotFound | StaleVersion | UserIsDeactivated | EmailTaken} the first that is true
 */
export async function changeUser(
  { users }: ChangeUserPorts,
  command: ChangeUser,
  context: CommandContext = {},
): Promise<Saved<User>> {
  const wanted = parseUserChanges(command);
  const { id, expectedVersion = null } = command;
  const { name = null, email = null } = wanted;
  return await users.change(async (users) => {
    const { user, event } = change(await requireUser(users, command), wanted);
    if (event === undefined) return user;
    if ("email" in event.data && await users.getByEmail(user.email) !== undefined) {
      throw new EmailTaken(user.email, "change");
    }
    users.save(user, event);
    return user;
  }, identified(context, "ChangeUser", [id, expectedVersion, name, email]));
}
