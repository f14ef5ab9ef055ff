/** Users as documents: found by id and address, listed in the order of registration. */

import { z } from "zod";
import type { User } from "../../domain/users/user.ts";
import { type Collection, collection } from "../store/collection.ts";

const registered = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  registeredAt: z.string(),
};
const shape = z.discriminatedUnion("status", [
  z.object({ ...registered, status: z.literal("active") }),
  z.object({ ...registered, status: z.literal("deactivated"), deactivatedAt: z.string() }),
]);

/** The name of the collection of all users. */
export const USERS = "users";

/** The collection of all users. */
export const userDocuments: Collection<User> = collection<User>({
  name: USERS,
  id: (user) => user.id,
  schema: { version: 1, parse: parseUser },
  encode: encodeUser,
  unique: ({ email }) => ({ email }),
  index: ({ registeredAt }) => ({ registeredAt }),
});

/** A user as JSON. */
export type UserJson = z.infer<typeof shape>;

/** Validates a stored user. What was a name or address when it was stored still is one. */
export function parseUser(data: unknown): User {
  return shape.parse(data) as User;
}

/** Writes a user and nothing else that is known about it, such as its version. */
export function encodeUser(user: User): UserJson {
  return shape.parse(user);
}
