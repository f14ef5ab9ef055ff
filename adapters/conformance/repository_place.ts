/** What an adapter gives to the repository kit, and what its cases work with. */

import assert from "node:assert/strict";
import type { CommandContext } from "../../application/command_context.ts";
import type { Saved, Stored } from "../../application/store/collection.ts";
import type { UserChanges, UserRepository } from "../../application/users/ports.ts";
import { change, register, type User } from "../../domain/users/user.ts";
import { parseUserChanges, parseUserDetails } from "../../domain/users/user_details.ts";
import { parseUserId, type UserId } from "../../domain/users/user_id.ts";

/** A fresh, empty repository of users. The kit ends it with the case. */
export interface UserRepositoryPlace extends AsyncDisposable {
  readonly users: UserRepository;
}

/** A case of the kit. */
export interface RepositoryCase {
  readonly does: string;
  readonly run: (users: UserRepository) => Promise<void>;
}

/** Adds a user under an id, without looking whether the address is free. */
export async function add(
  users: UserRepository,
  id: string,
  email: string,
  at = 0,
  context?: CommandContext,
): Promise<Saved<User>> {
  return await users.change(
    (changes) => Promise.resolve(stageAdd(changes, id, email, at)),
    context,
  );
}

/** Stages a user of this id, address and minute of registration. */
export function stageAdd(changes: UserChanges, id: string, email: string, at = 0): User {
  const details = parseUserDetails({ name: `User ${id}`, email });
  const registeredAt = new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
  const { user, event } = register(parseUserId(id), details, registeredAt);
  changes.add(user, event);
  return user;
}

/** Changes a user that exists. */
export async function alter(
  users: UserRepository,
  id: string,
  details: { readonly name?: string; readonly email?: string },
  context?: CommandContext,
): Promise<Saved<User>> {
  return await users.change((changes) => stageAlter(changes, id, details), context);
}

/** Stages a change of a user that exists. */
export async function stageAlter(
  changes: UserChanges,
  id: string,
  details: { readonly name?: string; readonly email?: string },
): Promise<User> {
  const before = await changes.get(idOf(id));
  assert.ok(before, `The user ${id} is there`);
  const { user, event } = change(before, parseUserChanges(details));
  if (event !== undefined) changes.save(user, event);
  return user;
}

export function idOf(id: string): UserId {
  return parseUserId(id);
}

/** A user as reads give it. */
export function asRead({ position: _, ...user }: Saved<User>): Stored<User> {
  return user;
}
