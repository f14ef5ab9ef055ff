/** Users as clients get them. */

import type { User } from "../../domain/users/user.ts";
import type { Stored } from "../store/collection.ts";

/** Writes a user as clients get it. */
export function userAnswer(
  { id, name, email, status, version }: Stored<User>,
): Pick<Stored<User>, "id" | "name" | "email" | "status" | "version"> {
  return { id, name, email, status, version };
}
