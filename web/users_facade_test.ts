import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noting } from "./testdata/noting.ts";
import { testApp } from "./testdata/test_app.ts";

test("[L-17] every use case of users is behind some route", async () => {
  const { services } = testApp();
  const called = new Set<string>();
  const { send, request } = testApp({ ...services, users: noting(services.users, called) });

  const registered = await send("POST", "/users", { name: "Ada Lovelace", email: "ada@x.org" });
  const { id } = await registered.json();
  await request("/users");
  await request(`/users/${id}`);
  await send("PATCH", `/users/${id}`, { name: "Ada Byron" });
  await request(`/users/${id}/deactivation`, { method: "POST" });

  assertEquals([...called].sort(), Object.keys(services.users).sort());
});
