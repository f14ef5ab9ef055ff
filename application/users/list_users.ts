/** Listing users. */

import type { User } from "../../domain/users/user.ts";
import type { Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import type { UserQuery, UserRepository } from "./ports.ts";

/** What listing needs. */
export interface ListUsersPorts {
  readonly users: Pick<UserRepository, "list">;
}

/** Lists users in the order of registration, deactivated ones too, page by page. */
export async function listUsers(
  { users }: ListUsersPorts,
  query: UserQuery,
): Promise<Page<Stored<User>>> {
  return await users.list(query);
}
