/** Cases of the port of users: which changes happen, and which do not. */

import assert from "node:assert/strict";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { parseEmailAddress } from "../../domain/users/email_address.ts";
import type { User } from "../../domain/users/user.ts";
import type { UserChanges, UserRepository } from "../../application/users/ports.ts";
import { rejectsWith, settle } from "./assertions.ts";
import type { RepositoryCase } from "./repository_place.ts";
import { add, alter, asRead, idOf, stageAdd, stageAlter } from "./repository_place.ts";

/** What is changed. */
export const changeCases: readonly RepositoryCase[] = [
  { does: "work that throws changes nothing", run: keepsOnThrow },
  { does: "after its end nothing can be staged", run: endsChanges },
  { does: "work that read what another has changed since runs again", run: runsStaleAgain },
  { does: "fifty changes of one user at the same time are all in it", run: losesNoUpdate },
  { does: "of twenty with one address one is added", run: addsOneOfAddress },
  { does: "an address is free again after a change, and can be swapped", run: freesAddresses },
  { does: "an id that exists is not added again", run: addsNoIdTwice },
  { does: "a command id has one effect and one answer", run: repeatsCommands },
];

async function keepsOnThrow(users: UserRepository): Promise<void> {
  const before = asRead(await add(users, "1", "ada@x.org"));

  await assert.rejects(
    users.change(async (changes) => {
      await stageAlter(changes, "1", { name: "Eve" });
      stageAdd(changes, "2", "bob@x.org");
      throw new Error("on second thoughts");
    }),
    { message: "on second thoughts" },
  );

  assert.deepEqual((await users.list({ limit: 10 })).items, [before]);
}

async function endsChanges(users: UserRepository): Promise<void> {
  let kept: UserChanges | undefined;
  const before = asRead(
    await users.change((changes) => {
      kept = changes;
      return Promise.resolve(stageAdd(changes, "1", "ada@x.org"));
    }),
  );
  assert.ok(kept);
  const { get } = kept;

  assert.throws(() => stageAdd(kept as UserChanges, "2", "bob@x.org"));
  await assert.rejects(get(idOf("1")));
  assert.deepEqual((await users.list({ limit: 10 })).items, [before]);
}

async function runsStaleAgain(users: UserRepository): Promise<void> {
  await add(users, "1", "ada@x.org");
  const seen: (string | undefined)[] = [];

  const answer = await users.change(async (changes) => {
    seen.push((await changes.get(idOf("1")))?.name);
    if (seen.length === 1) await alter(users, "1", { name: "Countess" });
    return await stageAlter(changes, "1", { email: "ada@y.org" });
  });

  assert.deepEqual(seen, ["User 1", "Countess"]);
  assert.deepEqual([answer.name, answer.email], ["Countess", "ada@y.org"]);
  assert.deepEqual(await users.get(idOf("1")), asRead(answer));
}

async function losesNoUpdate(users: UserRepository): Promise<void> {
  await add(users, "1", "ada@x.org");

  await Promise.all(Array.from({ length: 50 }, (_, n) =>
    users.change(async (changes) => {
      const name = (await changes.get(idOf("1")))?.name;
      return await stageAlter(changes, "1", { name: `${name},${n}` });
    })));

  const [, ...marks] = (await users.get(idOf("1")))?.name.split(",") ?? [];
  assert.deepEqual(marks.toSorted(), Array.from({ length: 50 }, (_, n) => `${n}`).toSorted());
}

async function addsOneOfAddress(users: UserRepository): Promise<void> {
  const { fulfilled, rejected } = await settle(
    Array.from({ length: 20 }, (_, n) => add(users, `${n}`, "ada@x.org")),
  );

  assert.deepEqual([fulfilled.length, rejected.length], [1, 19]);
  for (const error of rejected) assert.ok(isDomainError(error) && error.kind === "conflict");
  const items = fulfilled.map(asRead);
  assert.deepEqual((await users.list({ limit: 100 })).items, items);
}

async function freesAddresses(users: UserRepository): Promise<void> {
  await add(users, "1", "ada@x.org");
  await alter(users, "1", { email: "ada@y.org" });
  await add(users, "2", "ada@x.org");

  await users.change(async (changes) => {
    await stageAlter(changes, "1", { email: "ada@x.org" });
    return await stageAlter(changes, "2", { email: "ada@y.org" });
  });

  assert.equal((await users.getByEmail(parseEmailAddress("ada@x.org")))?.id, "1");
  assert.equal((await users.getByEmail(parseEmailAddress("ada@y.org")))?.id, "2");
}

async function addsNoIdTwice(users: UserRepository): Promise<void> {
  const before = asRead(await add(users, "1", "ada@x.org"));
  const ids = ["1", "2"];

  await users.change((changes): Promise<User> =>
    Promise.resolve(stageAdd(changes, ids.shift() ?? "3", "bob@x.org"))
  );

  assert.deepEqual(await users.get(idOf("1")), before);
  assert.deepEqual((await users.list({ limit: 10 })).items.map(({ id }) => id), ["1", "2"]);
}

async function repeatsCommands(users: UserRepository): Promise<void> {
  const context = { commandId: "kit/add", fingerprint: "add" };
  const first = await add(users, "1", "ada@x.org", 0, context);
  await alter(users, "1", { name: "Ada" });

  const again = await Promise.all([
    add(users, "2", "bob@x.org", 0, context),
    add(users, "1", "ada@x.org", 0, context),
  ]);

  assert.deepEqual(again, [first, first]);
  assert.equal((await users.list({ limit: 10 })).items.length, 1);
  const other = add(users, "3", "eve@x.org", 0, { ...context, fingerprint: "other" });
  await rejectsWith(other, "command-id-reused", { id: "kit/add" });
}
