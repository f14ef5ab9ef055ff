/** Registering a user. */

import { EmailTaken } from "../../domain/users/errors.ts";
import { register, type User } from "../../domain/users/user.ts";
import { parseUserDetails } from "../../domain/users/user_details.ts";
import { parseUserId } from "../../domain/users/user_id.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Clock, NewId } from "../ports.ts";
import type { Saved } from "../store/collection.ts";
import type { UserRepository } from "./ports.ts";

/** Asks for a new user. Name and address are taken as people type them. */
export interface RegisterUser {
  readonly name: string;
  readonly email: string;
}

/** What registering needs. */
export interface RegisterUserPorts {
  readonly users: Pick<UserRepository, "change">;
  readonly clock: Pick<Clock, "now">;
  readonly newId: NewId;
}

/**
 * Registers a user under a new id; the welcome mail follows by a subscription.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {EmailTaken}
 */
export async function registerUser(
  { users, clock, newId }: RegisterUserPorts,
  command: RegisterUser,
  context: CommandContext = {},
): Promise<Saved<User>> {
  const details = parseUserDetails(command);
  const { name, email } = details;
  return await users.change(async (users) => {
    if (await users.getByEmail(email) !== undefined) throw new EmailTaken(email, "registration");
    const at = new Date(clock.now()).toISOString();
    const { user, event } = register(parseUserId(newId()), details, at);
    users.add(user, event);
    return user;
  }, identified(context, "RegisterUser", [name, email]));
}
