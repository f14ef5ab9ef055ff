import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { parseEmailAddress } from "./email_address.ts";
import { UserIsDeactivated } from "./errors.ts";
import { change, deactivate, register } from "./user.ts";
import { parseUserDetails } from "./user_details.ts";
import { parseUserId } from "./user_id.ts";
import { parseUserName } from "./user_name.ts";

const id = parseUserId("7");
const details = parseUserDetails({ name: "Ada", email: "ada@x.org" });
const registeredAt = "2026-01-01T00:00:00.000Z";
const deactivatedAt = "2026-02-01T00:00:00.000Z";
const ada = register(id, details, registeredAt).user;

test("register makes an active user and says who it is", () => {
  const { user, event } = register(id, details, registeredAt);

  assertEquals(user, { id, ...details, registeredAt, status: "active" });
  assertEquals(event, { type: "UserRegistered", data: { userId: id, ...details } });
});

test("change says only what is different", () => {
  const name = parseUserName("Ada Lovelace");
  const email = parseEmailAddress("lovelace@x.org");

  const named = change(ada, { name, email: details.email });
  const both = change(ada, { name, email });

  assertEquals(named.user, { ...ada, name });
  assertEquals(named.event, { type: "UserChanged", data: { userId: id, name } });
  assertEquals(both.user, { ...ada, name, email });
  assertEquals(both.event, { type: "UserChanged", data: { userId: id, name, email } });
});

test("change to what already is changes nothing", () => {
  assertEquals(change(ada, {}), { user: ada, event: undefined });
  assertEquals(change(ada, details), { user: ada, event: undefined });
});

test("deactivate keeps who the user was, and happens once", () => {
  const { user, event } = deactivate(ada, deactivatedAt);
  const again = deactivate(user, "2026-03-01T00:00:00.000Z");

  assertEquals(user, { ...ada, status: "deactivated", deactivatedAt });
  assertEquals(event, { type: "UserDeactivated", data: { userId: id } });
  assertEquals(again, { user, event: undefined });
});

test("change refuses a deactivated user", () => {
  const { user } = deactivate(ada, deactivatedAt);

  const error = assertThrows(() => change(user, {}), UserIsDeactivated);

  assertEquals(error.code, "users/deactivated");
  assertEquals(error.id, "7");
});

test("[F-13] equal users are equal as plain data, whatever happened on the way", () => {
  const name = parseUserName("Countess");

  const detour = change(change(ada, { name }).user, { name: details.name }).user;

  assertEquals(detour, ada);
  assertEquals(JSON.parse(JSON.stringify(detour)), structuredClone(ada));
  assertEquals(Object.keys(detour).sort(), Object.keys(ada).sort());
});
