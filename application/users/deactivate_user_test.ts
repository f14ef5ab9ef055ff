import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { EmailTaken, UserNotFound } from "../../domain/users/errors.ts";
import { usersRoom } from "./testdata/users_room.ts";

const john = { name: "John Doe", email: "john@example.com" };

test("deactivateUser keeps when it was", async () => {
  const { users, clock, events } = usersRoom();
  const before = await users.register(john);
  clock.advance(60_000);

  const after = await users.deactivate({ id: before.id });

  assertEquals<unknown>(after, {
    ...before,
    status: "deactivated",
    deactivatedAt: "2026-01-01T00:01:00.000Z",
    version: 2,
    position: 2,
  });
  assertEquals((await events()).at(-1)?.data, { userId: before.id });
});

test("deactivateUser answers the same the second time, and commits nothing", async () => {
  const { users, clock, commits } = usersRoom();
  const { id } = await users.register(john);
  const first = await users.deactivate({ id });
  clock.advance(60_000);

  const second = await users.deactivate({ id });

  assertEquals(second, first);
  assertEquals(commits.length, 2);
});

test("deactivateUser happens once, however many ask at the same time", async () => {
  const { users, events } = usersRoom();
  const { id } = await users.register(john);

  await Promise.all(Array.from({ length: 10 }, () => users.deactivate({ id })));

  assertEquals((await events()).map(({ type }) => type), ["UserRegistered", "UserDeactivated"]);
});

test("deactivateUser leaves the address taken", async () => {
  const { users } = usersRoom();
  const { id } = await users.register(john);

  await users.deactivate({ id });

  await assertRejects(() => users.register({ ...john, name: "Jane" }), EmailTaken);
});

test("deactivateUser refuses an unknown user and an old version", async () => {
  const { users } = usersRoom();
  const { id, version } = await users.register(john);
  await users.change({ id, name: "J" });

  await assertRejects(() => users.deactivate({ id: "nobody" }), UserNotFound);
  await assertRejects(() => users.deactivate({ id, expectedVersion: version }), StaleVersion);
  assertEquals((await users.get({ id })).status, "active");
});
