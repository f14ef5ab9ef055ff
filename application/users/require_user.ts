/** The first steps of every change of a user. */

import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { UserNotFound } from "../../domain/users/errors.ts";
import type { User } from "../../domain/users/user.ts";
import { isUserId } from "../../domain/users/user_id.ts";
import type { Stored } from "../store/collection.ts";
import type { UserChanges } from "./ports.ts";

/** Which user is meant. */
export interface UserTarget {
  readonly id: string;
  /** The version the caller has seen; absent, any will do. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Reads a user that must exist, at the version that was expected.
 *
 * @throws {UserNotFound | StaleVersion}
 */
export async function requireUser(
  users: Pick<UserChanges, "get">,
  { id, expectedVersion }: UserTarget,
): Promise<Stored<User>> {
  const user = isUserId(id) ? await users.get(id) : undefined;
  if (user === undefined) throw new UserNotFound(id);
  if (expectedVersion !== undefined && user.version !== expectedVersion) {
    throw new StaleVersion(`user ${JSON.stringify(id)}`, expectedVersion, user.version);
  }
  return user;
}
