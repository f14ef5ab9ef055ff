/** What tests of users stand on: the use cases over a memory store, and a look behind them. */

import { type MemoryClock, memoryClock } from "../../../adapters/memory/clock.ts";
import { seededRandom, sequentialIds } from "../../../adapters/memory/chance.ts";
import { memoryStore } from "../../../adapters/memory/store.ts";
import type { NewId } from "../../ports.ts";
import type { Changes, Recorded, Store } from "../../store/store.ts";
import type { UnitOfWorkPorts } from "../../store/unit_of_work.ts";
import type { UserRepository } from "../ports.ts";
import { userRepository } from "../user_repository.ts";
import { createUsers, type Users } from "../users.ts";

export interface UsersRoom {
  readonly users: Users;
  readonly repository: UserRepository;
  readonly store: Store;
  readonly clock: MemoryClock;
  readonly ports: UnitOfWorkPorts;
  /** Every commit that was tried, in order. */
  readonly commits: readonly Changes[];
  readonly events: () => Promise<readonly Recorded[]>;
}

export interface RoomOptions {
  readonly newId?: NewId;
  /** Stands between the users and the store. */
  readonly around?: (store: Store) => Partial<Store>;
}

export function usersRoom(options: RoomOptions = {}): UsersRoom {
  const { newId = sequentialIds("user-"), around = () => ({}) } = options;
  const clock = memoryClock();
  const inner = memoryStore({ clock, newId: sequentialIds("event-") });
  const commits: Changes[] = [];
  const changed: Store = { ...inner, ...around(inner) };
  const store: Store = {
    ...changed,
    commit: (changes) => {
      commits.push(changes);
      return changed.commit(changes);
    },
  };
  const ports = { store, clock, random: seededRandom(1) };
  const repository = userRepository(ports);
  return {
    users: createUsers({ users: repository, clock, newId }),
    repository,
    store,
    clock,
    ports,
    commits,
    events: async () => (await inner.readLog({ after: 0, limit: 1000 })).events,
  };
}

/** The errors of the promises that were rejected. */
export async function rejectionsOf(promises: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(promises);
  return settled.flatMap((result) => result.status === "rejected" ? [result.reason] : []);
}
