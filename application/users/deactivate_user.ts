/** Deactivating a user. */

import { deactivate, type User } from "../../domain/users/user.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Clock } from "../ports.ts";
import type { Saved } from "../store/collection.ts";
import type { UserRepository } from "./ports.ts";
import { requireUser, type UserTarget } from "./require_user.ts";

/** Asks that a user takes part no longer. */
export interface DeactivateUser extends UserTarget {}

/** What deactivating needs. */
export interface DeactivateUserPorts {
  readonly users: Pick<UserRepository, "change">;
  readonly clock: Pick<Clock, "now">;
}

/**
 * Deactivates a user, once: a second time changes nothing and is no error.
 *
 * @throws {UserNotFound | StaleVersion}
 */
export async function deactivateUser(
  { users, clock }: DeactivateUserPorts,
  command: DeactivateUser,
  context: CommandContext = {},
): Promise<Saved<User>> {
  const { id, expectedVersion = null } = command;
  return await users.change(async (users) => {
    const at = new Date(clock.now()).toISOString();
    const { user, event } = deactivate(await requireUser(users, command), at);
    if (event !== undefined) users.save(user, event);
    return user;
  }, identified(context, "DeactivateUser", [id, expectedVersion]));
}
