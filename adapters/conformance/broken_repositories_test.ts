/** Proof that the repository kit bites: each deliberate fault is caught by the case that is named. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import type { UserRepository } from "../../application/users/ports.ts";
import { userRepository } from "../../application/users/user_repository.ts";
import type { User } from "../../domain/users/user.ts";
import { seededRandom, sequentialIds } from "../memory/chance.ts";
import { memoryStore } from "../memory/store.ts";
import { systemClock } from "../system/clock.ts";
import type { TestBody } from "./kit.ts";
import { userRepositoryConformance } from "./repository.ts";

interface BrokenRepository {
  readonly fault: string;
  readonly caughtBy: string;
  /** Puts the fault in. */
  readonly users: (sound: UserRepository) => UserRepository;
}

const brokenRepositories: readonly BrokenRepository[] = [
  {
    fault: "the missing one is null",
    caughtBy: "user repository 1:",
    users: (sound) => ({ ...sound, get: async (id) => await sound.get(id) ?? null as never }),
  },
  {
    fault: "addresses are not looked up",
    caughtBy: "user repository 2:",
    users: (sound) => ({ ...sound, getByEmail: () => Promise.resolve(undefined) }),
  },
  {
    fault: "loads come from a cache that everybody shares",
    caughtBy: "user repository 3:",
    users: (sound) => {
      const cache = new Map<string, Awaited<ReturnType<UserRepository["get"]>>>();
      return {
        ...sound,
        get: async (id) => {
          if (!cache.has(id)) cache.set(id, await sound.get(id));
          return cache.get(id);
        },
      };
    },
  },
  {
    fault: "the version is that before the change",
    caughtBy: "user repository 4:",
    users: (sound) => ({
      ...sound,
      change: async (work, context) => {
        const saved = await sound.change(work, context);
        return { ...saved, version: saved.version - 1 };
      },
    }),
  },
  {
    fault: "what was read is stored again, as a new version",
    caughtBy: "user repository 5:",
    users: (sound) => ({
      ...sound,
      change: (work, context) =>
        sound.change(async (changes) => {
          let staged = false;
          const user = await work({
            ...changes,
            add: (...user) => (staged = true, changes.add(...user)),
            save: (...user) => (staged = true, changes.save(...user)),
          });
          if (!staged) changes.save(user, { type: "UserChanged", data: { userId: user.id } });
          return user;
        }, context),
    }),
  },
  {
    fault: "every answer has the version of the whole commit",
    caughtBy: "user repository 6:",
    users: (sound) => ({
      ...sound,
      change: async (work, context) => {
        const saved = await sound.change(work, context);
        return { ...saved, version: Math.max(saved.version, saved.position) };
      },
    }),
  },
  {
    fault: "inside, reads do not see what was staged",
    caughtBy: "user repository 7:",
    users: (sound) => ({
      ...sound,
      change: (work, context) =>
        sound.change((changes) => work({ ...changes, getByEmail: sound.getByEmail }), context),
    }),
  },
  {
    fault: "a list is in the order of the ids",
    caughtBy: "user repository 8:",
    users: (sound) => ({
      ...sound,
      list: async (query) => {
        const { items, next } = await sound.list(query);
        return { items: items.toSorted((a, b) => a.id < b.id ? -1 : 1), next };
      },
    }),
  },
  {
    fault: "every page is the first",
    caughtBy: "user repository 8:",
    users: (sound) => ({ ...sound, list: ({ limit }) => sound.list({ limit }) }),
  },
  {
    fault: "what was staged before a throw is kept",
    caughtBy: "user repository 9:",
    users: (sound) => ({
      ...sound,
      change: async (work, context) => {
        let thrown: { readonly error: unknown } | undefined;
        const saved = await sound.change(async (changes) => {
          let last: User | undefined;
          const add: typeof changes.add = (user, event) => {
            last = user;
            changes.add(user, event);
          };
          try {
            return await work({ ...changes, add });
          } catch (error) {
            thrown = { error };
            if (last === undefined) throw error;
            return last;
          }
        }, context);
        if (thrown !== undefined) throw thrown.error;
        return saved;
      },
    }),
  },
  {
    fault: "what is staged after the end is taken without a word",
    caughtBy: "user repository 10:",
    users: (sound) => ({
      ...sound,
      change: async (work, context) => {
        let ended = false;
        try {
          return await sound.change(
            (changes) =>
              work({ ...changes, add: (...user) => ended ? undefined : changes.add(...user) }),
            context,
          );
        } finally {
          ended = true;
        }
      },
    }),
  },
  {
    fault: "what was read is not compared with what is stored at the commit",
    caughtBy: "user repository 11:",
    users: blindlySaving,
  },
  {
    fault: "the last of two changes wins",
    caughtBy: "user repository 12:",
    users: blindlySaving,
  },
  {
    fault: "the second with one address is answered like the first",
    caughtBy: "user repository 13:",
    users: (sound) => ({
      ...sound,
      change: (work, context) =>
        sound.change(work, context).catch(async (error) => {
          const [first] = (await sound.list({ limit: 1 })).items;
          if (first === undefined) throw error;
          return { ...first, position: 1 };
        }),
    }),
  },
  {
    fault: "an address is taken for ever",
    caughtBy: "user repository 14:",
    users: (sound) => {
      const taken = new Map<string, string>();
      return {
        ...sound,
        change: async (work, context) => {
          const saved = await sound.change(work, context);
          const holder = taken.get(saved.email) ?? saved.id;
          if (holder !== saved.id) throw new Error("taken");
          taken.set(saved.email, holder);
          return saved;
        },
      };
    },
  },
  {
    fault: "a second user of one id replaces the first",
    caughtBy: "user repository 15:",
    users: (sound) => ({
      ...sound,
      change: (work, context) =>
        sound.change(async (changes) => {
          const before = await changes.get("1" as never);
          return await work(
            before === undefined
              ? changes
              : { ...changes, add: (...user) => changes.save(...user) },
          );
        }, context),
    }),
  },
  {
    fault: "a command id is good for any command",
    caughtBy: "user repository 16:",
    users: (sound) => ({
      ...sound,
      change: (work, context) => sound.change(work, { ...context, fingerprint: "" }),
    }),
  },
  {
    fault: "every hundredth change is lost",
    caughtBy: "user repository 17:",
    users: (sound) => {
      let changes = 0;
      return {
        ...sound,
        change: async (work, context) => {
          if (++changes % 100 !== 0) return await sound.change(work, context);
          const [first] = (await sound.list({ limit: 1 })).items;
          assert(first);
          return { ...first, position: 1 };
        },
      };
    },
  },
];

for (const { fault, caughtBy, users } of brokenRepositories) {
  Deno.test(`the repository kit catches: ${fault} (${caughtBy})`, async () => {
    const [, run] = [...casesOf(users)].find(([name]) => name.startsWith(caughtBy)) ?? [];
    assert(run, `No case begins with "${caughtBy}"`);

    await assertRejects(run);
  });
}

Deno.test("the repository kit catches nothing in a sound repository", async () => {
  const cases = casesOf((sound) => sound);
  const failed: string[] = [];

  for (const [name, run] of cases) await run().catch((error) => failed.push(`${name}: ${error}`));

  assertEquals([cases.size, failed], [17, []]);
});

/** Saves over whatever is stored, by a second change that reads again. */
function blindlySaving(sound: UserRepository): UserRepository {
  return {
    ...sound,
    change: async (work, context) => {
      const late: Parameters<Parameters<Parameters<typeof sound.change>[0]>[0]["save"]>[] = [];
      let answer: User | undefined;
      await sound.change(async (changes) => {
        const { get, getByEmail } = sound;
        answer = await work({
          ...changes,
          get,
          getByEmail,
          save: (...user) => void late.push(user),
        });
        return answer;
      }, context);
      return await sound.change(async (changes) => {
        for (const [user, event] of late) {
          await changes.get(user.id);
          changes.save(user, event);
        }
        assert(answer);
        return answer;
      });
    },
  };
}

/** Collects the cases of the kit instead of running them. */
function casesOf(users: BrokenRepository["users"]): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  userRepositoryConformance({
    test: (name, run) => cases.set(name, run),
    create: () => {
      const clock = systemClock();
      const store = memoryStore({ clock, newId: sequentialIds() });
      return Promise.resolve({
        users: users(userRepository({ store, clock, random: seededRandom(1) })),
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      });
    },
    seed: 1,
  });
  return cases;
}
