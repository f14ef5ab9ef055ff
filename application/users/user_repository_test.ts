import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { register, type User } from "../../domain/users/user.ts";
import { parseUserDetails } from "../../domain/users/user_details.ts";
import { parseUserId } from "../../domain/users/user_id.ts";
import { EmailTaken } from "../../domain/users/errors.ts";
import { InvalidCursor } from "../store/errors.ts";
import { UnitOfWorkEnded } from "../store/transaction.ts";
import type { UserChanges } from "./ports.ts";
import { userCodec } from "./user_codec.ts";
import { userRepository } from "./user_repository.ts";
import { createUsers } from "./users.ts";
import { usersRoom } from "./testdata/users_room.ts";

const john = { name: "John Doe", email: "john@example.com" };

test("[L-10] userRepository refuses the use of changes after their end", async () => {
  const { users, repository } = usersRoom();
  const { id, email } = await users.register(john);
  let kept: UserChanges | undefined;
  await repository.change(async (changes) => {
    kept = changes;
    return await changes.get(id) as User;
  });
  const { user, event } = register(parseUserId("x"), parseUserDetails(john), "");

  assert(kept);
  const { get, getByEmail, add, save } = kept;
  await assertRejects(() => get(id), UnitOfWorkEnded);
  await assertRejects(() => getByEmail(email), UnitOfWorkEnded);
  assertThrows(() => add(user, event), UnitOfWorkEnded);
  assertThrows(() => save(user, event), UnitOfWorkEnded);
});

test("[L-11] every change of a user is one commit that supposes what it read", async () => {
  const { users, commits } = usersRoom();

  const { id, version } = await users.register(john);
  const changed = await users.change({ id, name: "J", email: "j@x.org" });
  await users.deactivate({ id });

  assertEquals(commits.map(({ puts }) => puts?.map(({ expect }) => expect)), [
    ["none"],
    [version],
    [changed.version],
  ]);
  assertEquals(commits.map(({ appends }) => appends?.map(({ events }) => events.length)), [
    [1],
    [1],
    [1],
  ]);
  assertEquals(commits.map(({ checks }) => checks?.length), [1, 1, 0]);
});

test("[L-7] the duplicate rule holds for every repository of a store", async () => {
  const room = usersRoom();
  await room.users.register(john);
  const later = createUsers({
    users: userRepository(room.ports),
    clock: room.clock,
    newId: () => "another",
  });

  await assertRejects(
    () => later.register({ name: "Jane", email: "JOHN@EXAMPLE.COM" }),
    EmailTaken,
  );
});

test("[L-14] changing a returned user changes nothing stored", async () => {
  const { users } = usersRoom();
  const answered = await users.register(john);
  const got = await users.get({ id: answered.id });
  const { items } = await users.list({ limit: 10 });
  const before = structuredClone(got);

  for (const user of [answered, got, ...items]) Object.assign(user, { name: "Eve", status: "x" });

  assertEquals(await users.get({ id: before.id }), before);
  assertEquals((await users.list({ limit: 10 })).items, [before]);
});

test("userRepository finds users by id and address, and answers nothing for others", async () => {
  const { users, repository } = usersRoom();
  const { position: _, ...user } = await users.register(john);

  assertEquals(await repository.get(user.id), user);
  assertEquals(await repository.getByEmail(user.email), user);
  assertEquals(await repository.get(parseUserId("nobody")), undefined);
});

test("userRepository lists in the order of registration, page by page", async () => {
  const ids = ["d", "b", "a", "c"];
  const room = usersRoom({ newId: () => ids.shift() ?? "e" });
  for (let n = 0; n < 4; n++) {
    await room.users.register({ name: `U${n}`, email: `u${n}@x.org` });
    room.clock.advance(1);
  }

  const first = await room.users.list({ limit: 3 });
  await room.users.register({ name: "U4", email: "u4@x.org" });
  await room.users.change({ id: "d", name: "U" });
  const second = await room.users.list({ limit: 3, after: first.next });

  assertEquals<string[]>(first.items.map(({ id }) => id), ["d", "b", "a"]);
  assertEquals<string[]>(second.items.map(({ id }) => id), ["c", "e"]);
  assertEquals(second.next, undefined);
  await assertRejects(() => room.users.list({ limit: 3, after: "nonsense" }), InvalidCursor);
});

test("[F-9] every event of a user keeps its own type, and is decoded as it", async () => {
  const { users, events } = usersRoom();
  const { id } = await users.register(john);
  await users.change({ id, name: "J" });
  await users.deactivate({ id });

  const decoded = (await events()).map(userCodec.decode);

  assertEquals(decoded.map(({ type, stream, version }) => [type, stream, version]), [
    ["UserRegistered", `user/${id}`, 1],
    ["UserChanged", `user/${id}`, 2],
    ["UserDeactivated", `user/${id}`, 3],
  ]);
  const told = decoded.map((event) =>
    event.type === "UserRegistered" ? event.data.email : event.data.userId
  );
  assertEquals<string[]>(told, [john.email, id, id]);
});

test("userRepository commits several users at once, and answers the one that was returned", async () => {
  const { users, repository, store } = usersRoom();
  const { id: first } = await users.register(john);
  const { id: second } = await users.register({ name: "Jane", email: "jane@x.org" });
  const before = await repository.get(second);

  // Two users swap their addresses, which no two commits could do.
  const answer = await repository.change(async (changes) => {
    const [one, two] = [await changes.get(first), await changes.get(second)];
    assert(one && two);
    for (const [user, { email }] of [[one, two], [two, one]] as const) {
      const data = { userId: user.id, email };
      changes.save({ ...user, email }, { type: "UserChanged", data });
    }
    assertEquals((await changes.getByEmail(two.email))?.id, first);
    return { ...one, email: two.email };
  });

  assertEquals([answer.email, answer.position], [before?.email, 4]);
  assertEquals(answer.version, (await repository.get(first))?.version);
  assertEquals((await store.readStream(`user/${second}`)).length, 2);
});
