import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UserNotFound } from "../../domain/users/errors.ts";
import { getUser } from "./get_user.ts";
import { usersRoom } from "./testdata/users_room.ts";

test("getUser gives a user as it is now, deactivated or not", async () => {
  const { users } = usersRoom();
  const { id } = await users.register({ name: "John", email: "john@example.com" });
  const { position: _, ...deactivated } = await users.deactivate({ id });

  assertEquals(await users.get({ id }), deactivated);
});

test("getUser does not find whom nobody is", async () => {
  const { users } = usersRoom();

  const error = await assertRejects(() => users.get({ id: "nobody" }), UserNotFound);

  assertEquals([error.code, error.id], ["users/not-found", "nobody"]);
});

test("getUser asks for no id that nobody can have", async () => {
  const asked: string[] = [];
  const users = { get: (id: string) => Promise.resolve(void asked.push(id)) };

  for (const id of ["", "\0", "a".repeat(129), "\ud800"]) {
    await assertRejects(() => getUser({ users }, { id }), UserNotFound);
  }

  assertEquals(asked, []);
});
