import { test } from "@std/testing/bdd";
import { memoryStore } from "../../adapters/memory/store.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { userRepositoryConformance } from "../../adapters/conformance/repository.ts";
import type { UserRepositoryPlace } from "../../adapters/conformance/repository_place.ts";
import type { Store } from "../store/store.ts";
import { userRepository } from "./user_repository.ts";

const ports = { clock: systemClock(), random: systemRandom(), newId: randomIds() };

userRepositoryConformance({
  test: (name, run) => test(`over memory: ${name}`, run),
  create: () => Promise.resolve(placeOf(memoryStore(ports))),
});

userRepositoryConformance({
  test: (name, run) => test(`over SQLite: ${name}`, run),
  create: async () => placeOf(await sqliteStore(":memory:", ports)),
});

function placeOf(store: Store): UserRepositoryPlace {
  return {
    users: userRepository({ ...ports, store }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
