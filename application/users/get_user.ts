/** Looking up one user. */

import type { User } from "../../domain/users/user.ts";
import type { Stored } from "../store/collection.ts";
import type { UserRepository } from "./ports.ts";
import { requireUser } from "./require_user.ts";

/** Asks for one user. */
export interface GetUser {
  readonly id: string;
}

/** What looking up needs. */
export interface GetUserPorts {
  readonly users: Pick<UserRepository, "get">;
}

/**
 * Gets a user, deactivated or not.
 *
 * @throws {UserNotFound}
 */
export async function getUser({ users }: GetUserPorts, { id }: GetUser): Promise<Stored<User>> {
  return await requireUser(users, { id });
}
