/** Cases of the port of users: what reads and changes answer. */

import assert from "node:assert/strict";
import { parseEmailAddress } from "../../domain/users/email_address.ts";
import type { UserRepository } from "../../application/users/ports.ts";
import type { RepositoryCase } from "./repository_place.ts";
import { add, alter, asRead, idOf, stageAdd, stageAlter } from "./repository_place.ts";

/** What is answered. */
export const answerCases: readonly RepositoryCase[] = [
  { does: "what is missing is undefined, and no list has it", run: missesNobody },
  { does: "who was added is found by id, by address and in the list", run: findsAdded },
  { does: "two loads share nothing, with each other or with what is stored", run: sharesNothing },
  { does: "a change is answered with its version, which only grows", run: answersVersions },
  { does: "work that stages nothing answers what it read", run: answersUnchanged },
  {
    does: "work that answers another than it staged answers that one's version",
    run: answersOther,
  },
  { does: "inside, reads see what was staged", run: seesStaged },
  { does: "a list is in the order of registration, page by page", run: listsInOrder },
];

async function missesNobody(users: UserRepository): Promise<void> {
  await add(users, "1", "ada@x.org");

  assert.equal(await users.get(idOf("2")), undefined);
  assert.equal(await users.getByEmail(parseEmailAddress("bob@x.org")), undefined);
  await assert.rejects(
    users.change(async (changes) => {
      assert.equal(await changes.get(idOf("2")), undefined);
      assert.equal(await changes.getByEmail(parseEmailAddress("bob@x.org")), undefined);
      throw new Error("enough");
    }),
    { message: "enough" },
  );
  assert.equal((await users.list({ limit: 10 })).items.length, 1);
}

async function findsAdded(users: UserRepository): Promise<void> {
  const added = asRead(await add(users, "1", "Ada@X.org"));

  assert.equal(added.email, "ada@x.org");
  assert.deepEqual(await users.get(idOf("1")), added);
  assert.deepEqual(await users.getByEmail(added.email), added);
  assert.deepEqual((await users.list({ limit: 10 })).items, [added]);
}

async function sharesNothing(users: UserRepository): Promise<void> {
  const added = await add(users, "1", "ada@x.org");
  const before = structuredClone(asRead(added));
  const [one, two] = [await users.get(idOf("1")), await users.get(idOf("1"))];
  assert.ok(one && two);

  for (const user of [added, one]) Object.assign(user, { name: "Eve", email: "eve@x.org" });

  assert.deepEqual(two, before);
  assert.deepEqual(await users.get(idOf("1")), before);
}

async function answersVersions(users: UserRepository): Promise<void> {
  let before = await add(users, "1", "ada@x.org");
  for (const name of ["A", "B", "C"]) {
    const after = await alter(users, "1", { name });
    assert.ok(after.version > before.version, "The version grows");
    assert.ok(after.position > before.position, "So does the position, by the event");
    assert.deepEqual(await users.get(idOf("1")), asRead(after));
    before = after;
  }
}

async function answersUnchanged(users: UserRepository): Promise<void> {
  const added = await add(users, "1", "ada@x.org");
  const { position } = await add(users, "2", "bob@x.org");

  const answer = await alter(users, "1", {});

  assert.deepEqual(answer, { ...added, position });
  assert.deepEqual(await users.get(idOf("1")), asRead(added));
}

async function answersOther(users: UserRepository): Promise<void> {
  const added = asRead(await add(users, "1", "ada@x.org"));

  const answer = await users.change(async (changes) => {
    const other = await changes.get(added.id);
    stageAdd(changes, "2", "bob@x.org");
    return other ?? added;
  });

  assert.deepEqual(asRead(answer), added);
}

async function seesStaged(users: UserRepository): Promise<void> {
  await add(users, "1", "ada@x.org");

  await users.change(async (changes) => {
    const added = stageAdd(changes, "2", "bob@x.org");
    await stageAlter(changes, "1", { email: "ada@y.org" });
    assert.equal((await changes.get(added.id))?.email, "bob@x.org");
    assert.equal((await changes.getByEmail(added.email))?.id, "2");
    assert.equal((await changes.getByEmail(parseEmailAddress("ada@y.org")))?.id, "1");
    assert.equal(await changes.getByEmail(parseEmailAddress("ada@x.org")), undefined);
    assert.equal(await users.get(added.id), undefined, "Outside, nothing has happened yet");
    return added;
  });
}

async function listsInOrder(users: UserRepository): Promise<void> {
  const ids = ["d", "b", "a", "c", "e"];
  for (const [at, id] of ids.entries()) await add(users, id, `${id}@x.org`, at);

  const first = await users.list({ limit: 3 });
  await alter(users, "d", { name: "Z" });
  await add(users, "0", "0@x.org", ids.length);
  const second = await users.list({ limit: 3, after: first.next });

  assert.deepEqual(first.items.map(({ id }) => id), ["d", "b", "a"]);
  assert.deepEqual(second.items.map(({ id }) => id), ["c", "e", "0"]);
  assert.equal(second.next, undefined);
}
