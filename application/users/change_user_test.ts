import { assertEquals, assertGreater, assertInstanceOf, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { EmailTaken, UserIsDeactivated, UserNotFound } from "../../domain/users/errors.ts";
import { rejectionsOf, usersRoom } from "./testdata/users_room.ts";

const john = { name: "John Doe", email: "john@example.com" };
const jane = { name: "Jane Doe", email: "jane@example.com" };

test("changeUser changes what is given and nothing else", async () => {
  const { users, events } = usersRoom();
  const before = await users.register(john);

  const named = await users.change({ id: before.id, name: "Johnny" });
  const moved = await users.change({ id: before.id, email: "Johnny@x.org" });

  assertEquals<unknown>(named, { ...before, name: "Johnny", version: 2, position: 2 });
  assertEquals<unknown>(moved, { ...named, email: "johnny@x.org", version: 3, position: 3 });
  assertEquals((await events()).slice(1).map(({ type, data }) => ({ type, data })), [
    { type: "UserChanged", data: { userId: before.id, name: "Johnny" } },
    { type: "UserChanged", data: { userId: before.id, email: "johnny@x.org" } },
  ]);
});

test("changeUser to what already is commits nothing and keeps the version", async () => {
  const { users, commits } = usersRoom();
  const before = await users.register(john);
  await users.register(jane);

  const same = await users.change({ id: before.id, name: " John Doe ", email: "JOHN@example.com" });
  const nothing = await users.change({ id: before.id });

  assertEquals(same, { ...before, position: 2 });
  assertEquals(nothing, { ...before, position: 2 });
  assertEquals(commits.length, 2);
});

test("changeUser refuses the address of another user, deactivated or not", async () => {
  const { users } = usersRoom();
  await users.register(john);
  const { id } = await users.register(jane);
  const change = () => users.change({ id, name: "Jane", email: "John@example.com" });

  const error = await assertRejects(change, EmailTaken);
  await users.deactivate({ id: "user-1" });
  await assertRejects(change, EmailTaken);

  assertEquals(
    error.message,
    `Cannot change the address to "john@example.com": Email already in use`,
  );
  assertEquals((await users.get({ id })).name as string, "Jane Doe");
});

test("changeUser frees the address that was left", async () => {
  const { users } = usersRoom();
  const { id } = await users.register(john);
  await assertRejects(() => users.register({ ...jane, email: john.email }), EmailTaken);

  await users.change({ id, email: "other@example.com" });

  assertEquals((await users.register({ ...jane, email: john.email })).email as string, john.email);
});

test("[L-3] fifty concurrent changes to one address: one wins", async () => {
  const { users } = usersRoom();
  const registered = await Promise.all(
    Array.from({ length: 50 }, (_, n) => users.register({ name: `U${n}`, email: `u${n}@x.org` })),
  );

  const rejections = await rejectionsOf(
    registered.map(({ id }) => users.change({ id, email: "one@x.org" })),
  );

  const { items } = await users.list({ limit: 100 });
  assertEquals(rejections.length, 49);
  for (const error of rejections) assertInstanceOf(error, EmailTaken);
  assertEquals(items.filter(({ email }) => email === "one@x.org" as string).length, 1);
});

test("[L-6] changeUser touches neither id nor status nor anything it does not know", async () => {
  const { users, store } = usersRoom();
  const before = await users.register(john);
  const status = { status: "deactivated", deactivatedAt: "2000-01-01T00:00:00.000Z" };
  const command = { id: before.id, name: "J", registeredAt: "", admin: true, ...status };

  const after = await users.change(command);

  assertEquals<unknown>(after, { ...before, name: "J", version: 2, position: 2 });
  const document = await store.get("users", before.id);
  const { version: _, position: __, ...stored } = after;
  assertEquals(document?.value, { schemaVersion: 1, data: stored });
});

test("[L-6] changeUser obeys the rules of registration", async () => {
  const { users } = usersRoom();
  const { id } = await users.register(john);

  const error = await assertRejects(
    () => users.change({ id, name: " ", email: "john@localhost" }),
    InvalidInput,
  );

  assertEquals(error.issues.map(({ path }) => path), ["name", "email"]);
  assertEquals((await users.get({ id })).version, 1);
});

test("changeUser does not find whom nobody is", async () => {
  const { users } = usersRoom();

  for (const id of ["user-1", "", "\0", "a".repeat(5000)]) {
    const error = await assertRejects(() => users.change({ id, name: "J" }), UserNotFound);
    assertEquals([error.code, error.kind, error.id], ["users/not-found", "not-found", id]);
  }
});

test("changeUser refuses a version that is no longer the current one", async () => {
  const { users } = usersRoom();
  const { id, version } = await users.register(john);
  const { version: second } = await users.change({ id, name: "J", expectedVersion: version });

  const error = await assertRejects(
    () => users.change({ id, name: "K", expectedVersion: version }),
    StaleVersion,
  );

  assertGreater(second, version);
  assertEquals([error.code, error.kind], ["stale-version", "stale"]);
  assertEquals([error.expected, error.actual], [version, second]);
  assertEquals((await users.get({ id })).name as string, "J");
});

test("changeUser lets one of two win who saw the same version", async () => {
  const { users } = usersRoom();
  const { id, version: expectedVersion } = await users.register(john);

  const rejections = await rejectionsOf([
    users.change({ id, name: "J", expectedVersion }),
    users.change({ id, name: "K", expectedVersion }),
  ]);

  assertEquals(rejections.length, 1);
  assertInstanceOf(rejections[0], StaleVersion);
});

test("changeUser loses no update of two at the same time", async () => {
  const { users } = usersRoom();
  const { id } = await users.register(john);

  await Promise.all([users.change({ id, name: "J" }), users.change({ id, email: "j@x.org" })]);

  const { name, email } = await users.get({ id });
  assertEquals<unknown>({ name, email }, { name: "J", email: "j@x.org" });
});

test("changeUser refuses a deactivated user, and says so before it looks at addresses", async () => {
  const { users } = usersRoom();
  await users.register(jane);
  const { id } = await users.register(john);
  await users.deactivate({ id });

  const error = await assertRejects(
    () => users.change({ id, email: jane.email }),
    UserIsDeactivated,
  );

  assertEquals([error.code, error.kind], ["users/deactivated", "refused"]);
});

test("changeUser with one command id has one effect and one answer", async () => {
  const { users, events } = usersRoom();
  const { id } = await users.register(john);
  const changed = await users.change({ id, name: "J" }, { commandId: "c-1" });
  const unchanged = await users.change({ id, name: "J" }, { commandId: "c-2" });
  await users.change({ id, name: "K" });

  assertEquals(await users.change({ id, name: "J" }, { commandId: "c-1" }), changed);
  assertEquals(await users.change({ id, name: "J" }, { commandId: "c-2" }), unchanged);
  assertEquals(unchanged, changed);
  assertEquals((await events()).length, 3);
});
