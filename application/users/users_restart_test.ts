import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { memoryClock } from "../../adapters/memory/clock.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { temporaryFile } from "../../adapters/sqlite/testdata/temporary_file.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { EmailTaken, UserIsDeactivated } from "../../domain/users/errors.ts";
import { userRepository } from "./user_repository.ts";
import { createUsers, type Users } from "./users.ts";

const john = { name: "John Doe", email: "john@example.com" };

test("[L-7] the duplicate rule holds across restarts", async () => {
  await using file = await temporaryFile();
  await withUsers(file.path, (users) => users.register(john));

  const again = withUsers(file.path, (users) => users.register({ ...john, name: "Jane Doe" }));

  await assertRejects(() => again, EmailTaken);
});

test("[L-12] deactivation is stored and survives a restart", async () => {
  await using file = await temporaryFile();
  const before = await withUsers(file.path, async (users) => {
    const { id } = await users.register(john);
    return await users.deactivate({ id });
  });

  await withUsers(file.path, async (users) => {
    const { position: _, ...user } = before;
    assertEquals(await users.get({ id: user.id }), user);
    assertEquals(await users.deactivate({ id: user.id }), before);
    await assertRejects(() => users.change({ id: user.id, name: "J" }), UserIsDeactivated);
  });
});

/** A life of the application, from opening its store to closing it. */
async function withUsers<Result>(
  path: string,
  use: (users: Users) => Promise<Result>,
): Promise<Result> {
  const newId = randomIds();
  const ports = { clock: systemClock(), random: systemRandom() };
  await using store = await sqliteStore(path, { ...ports, newId });
  const users = userRepository({ ...ports, store });
  return await use(createUsers({ users, clock: memoryClock(), newId }));
}
