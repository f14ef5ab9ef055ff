import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { EmailTaken } from "../../domain/users/errors.ts";
import { StoreUnavailable } from "../store/errors.ts";
import { CommandIdReused } from "../store/idempotency.ts";
import { rejectionsOf, usersRoom } from "./testdata/users_room.ts";

const john = { name: "John Doe", email: "john@example.com" };

test("registerUser answers the user, active, with version and position", async () => {
  const { users } = usersRoom();

  const user = await users.register({ name: " John Doe ", email: "John@Example.com" });

  assertEquals<unknown>(user, {
    id: "user-1",
    ...john,
    status: "active",
    registeredAt: "2026-01-01T00:00:00.000Z",
    version: 1,
    position: 1,
  });
});

test("registerUser leaves the event in the user's own stream, with whence it came", async () => {
  const { users, events } = usersRoom();

  await users.register(john, {
    commandId: "c-1",
    metadata: { correlationId: "r-1", actor: "web" },
  });

  const [event] = await events();
  assertEquals(event?.type, "UserRegistered");
  assertEquals(event?.stream, "user/user-1");
  assertEquals(event?.data, { userId: "user-1", ...john });
  assertEquals(event?.metadata, {
    correlationId: "r-1",
    actor: "web",
    commandId: "c-1",
    schemaVersion: 1,
  });
});

test("[F-5] registerUser stores user and event in one commit", async () => {
  const { users, commits } = usersRoom();

  await users.register(john);

  assertEquals(commits.length, 1);
  assertEquals(commits[0]?.puts?.map(({ collection, expect }) => [collection, expect]), [
    ["users", "none"],
  ]);
  assertEquals(commits[0]?.appends?.map(({ stream, expect }) => [stream, expect]), [
    ["user/user-1", "none"],
  ]);
});

test("[L-1] registerUser leaves nothing when its commit fails", async () => {
  let broken = true;
  const room = usersRoom({
    around: (store) => ({
      commit: (changes) =>
        broken ? Promise.reject(new StoreUnavailable("no disk")) : store.commit(changes),
    }),
  });

  await assertRejects(() => room.users.register(john), StoreUnavailable);
  assertEquals((await room.users.list({ limit: 10 })).items, []);
  assertEquals(await room.events(), []);

  broken = false;
  assertEquals((await room.users.register(john)).position, 1);
});

test("[L-3] fifty concurrent registrations of one address: one wins", async () => {
  const { users } = usersRoom();
  const commands = Array.from({ length: 50 }, (_, index) => ({
    name: `John ${index}`,
    email: index % 2 === 0 ? "john@example.com" : "JOHN@example.COM",
  }));

  const rejections = await rejectionsOf(commands.map((command) => users.register(command)));

  assertEquals(rejections.length, 49);
  for (const error of rejections) assertInstanceOf(error, EmailTaken);
  assertEquals((await users.list({ limit: 100 })).items.length, 1);
});

test("[F-6] concurrent duplicates leave one user and one event", async () => {
  const { users, events } = usersRoom();

  await rejectionsOf([users.register(john), users.register(john), users.register(john)]);

  const { items } = await users.list({ limit: 10 });
  assertEquals(items.length, 1);
  assertEquals((await events()).map(({ stream }) => stream), [`user/${items[0]?.id}`]);
});

test("registerUser refuses a taken address, however it is spelled", async () => {
  const { users } = usersRoom();
  await users.register(john);

  const error = await assertRejects(
    () => users.register({ name: "Jane Doe", email: "JOHN@example.com" }),
    EmailTaken,
  );

  assertEquals(error.code, "users/email-taken");
  assertEquals(error.kind, "conflict");
  assertEquals(
    error.message,
    `Cannot register "john@example.com": User with this email already exists`,
  );
});

test("[L-5] registerUser never uses an id again, even when it is given twice", async () => {
  const ids = ["a", "a", "b"];
  const { users } = usersRoom({ newId: () => ids.shift() ?? "none left" });
  const first = await users.register(john);

  const second = await users.register({ name: "Jane Doe", email: "jane@example.com" });

  assertEquals(second.id as string, "b");
  assertEquals(await users.get({ id: "a" }), (({ position: _, ...user }) => user)(first));
});

test("[F-7] registerUser gives the id, whatever the caller says", async () => {
  const { users } = usersRoom();
  const command = { ...john, id: "mine", status: "deactivated", version: 99 };

  const user = await users.register(command);

  assertEquals([user.id as string, user.status, user.version], ["user-1", "active", 1]);
});

test("registerUser names everything wrong with the input, and commits nothing", async () => {
  const { users, commits } = usersRoom();

  const error = await assertRejects(() => users.register({ name: "", email: "@" }), InvalidInput);

  assertEquals(error.issues.map(({ path }) => path), ["name", "email"]);
  assertEquals(commits, []);
});

test("registerUser with one command id has one effect and one answer", async () => {
  const { users, events } = usersRoom();
  const first = await users.register(john, { commandId: "c-1" });
  await users.change({ id: first.id, name: "Johnny" });
  await users.register({ name: "Jane", email: "jane@example.com" });

  const again = await users.register(john, { commandId: "c-1" });

  assertEquals(again, first);
  assertEquals((await events()).length, 3);
});

test("registerUser with one command id has one effect also at the same time", async () => {
  const { users, events } = usersRoom();

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => users.register(john, { commandId: "c-1" })),
  );

  for (const answer of answers) assertEquals(answer, answers[0]);
  assertEquals((await events()).length, 1);
});

test("registerUser refuses a command id that was another command's", async () => {
  const { users } = usersRoom();
  const { id } = await users.register(john, { commandId: "c-1" });
  const jane = { name: "Jane Doe", email: "jane@example.com" };

  await assertRejects(() => users.register(jane, { commandId: "c-1" }), CommandIdReused);
  await assertRejects(() => users.deactivate({ id }, { commandId: "c-1" }), CommandIdReused);
  await assertRejects(
    () => users.register(john, { commandId: "c-1", fingerprint: "other" }),
    CommandIdReused,
  );
});
