/** The differential case of the repository kit: random commands, the same answers as in memory. */

import assert from "node:assert/strict";
import { userRepository } from "../../application/users/user_repository.ts";
import type { UserRepository } from "../../application/users/ports.ts";
import type { Clock, Random } from "../../application/ports.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { seededRandom, sequentialIds } from "../memory/chance.ts";
import { memoryStore } from "../memory/store.ts";
import { add, alter } from "./repository_place.ts";

const OPERATIONS = 300;

/** Does the same to a repository and to one in memory, and compares what comes out. */
export async function behavesAsInMemory(users: UserRepository, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const clock = hastyClock();
  await using store = memoryStore({ clock, newId: sequentialIds() });
  const model = userRepository({ store, clock, random });

  for (let n = 0; n < OPERATIONS; n++) {
    const operation = anyOperation(random, n);
    const actual = await outcomeOf(operation.run(users));
    const expected = await outcomeOf(operation.run(model));
    assert.deepEqual(actual, expected, `Operation ${n}: ${operation.does}`);
  }
  assert.deepEqual(await everybody(users), await everybody(model));
}

interface Operation {
  readonly does: string;
  readonly run: (users: UserRepository) => Promise<unknown>;
}

/** Few names, so that operations meet. */
function anyOperation(random: Random, n: number): Operation {
  const any = (count: number) => Math.floor(random() * count);
  const [id, email, name] = [`${any(20)}`, `${any(25)}@x.org`, `N${any(3)}`];
  const commandId = `kit/${any(30)}`;
  const context = any(4) === 0 ? { commandId, fingerprint: `${id} ${email}` } : undefined;
  switch (any(4)) {
    case 0:
      return {
        does: `add ${id} ${email}`,
        run: async (users) => {
          if (await exists(users, id)) return undefined;
          return brief(await add(users, id, email, n, context));
        },
      };
    case 1:
      return {
        does: `change ${id} to ${email}`,
        run: async (users) => {
          if (!await exists(users, id)) return undefined;
          return brief(await alter(users, id, { email }, context));
        },
      };
    case 2:
      return {
        does: `change ${id} to ${name}`,
        run: async (users) => {
          if (!await exists(users, id)) return undefined;
          return brief(await alter(users, id, { name }));
        },
      };
    default:
      return { does: "list", run: everybody };
  }
}

async function exists(users: UserRepository, id: string): Promise<boolean> {
  return (await everybody(users)).some((user) => user.id === id);
}

async function everybody(users: UserRepository): Promise<readonly { readonly id: string }[]> {
  return (await users.list({ limit: 100 })).items.map(brief);
}

/** All but versions and positions, which may be others. */
function brief<User extends { readonly id: string; readonly version: number }>(
  user: User,
): Omit<User, "version" | "position"> & { readonly id: string } {
  const { version: _, position: __, ...rest } = { position: 0, ...user };
  return rest;
}

async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    return isDomainError(error) ? error.kind : error;
  }
}

/** The model is alone and has nobody to wait for: time passes by being looked at. */
function hastyClock(): Clock {
  let looks = 0;
  return { now: () => 0, monotonic: () => 10 * ++looks, sleep: () => Promise.resolve() };
}
