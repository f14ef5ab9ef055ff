import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type TestApp, testApp } from "./testdata/test_app.ts";

/** Registers a user, who is then at version 1. */
async function registered({ send }: TestApp): Promise<string> {
  const response = await send("POST", "/users", { name: "Ada", email: "ada@x.org" });
  assertEquals(response.headers.get("etag"), '"1"');
  return `/users/${(await response.json()).id}`;
}

test("If-Match with the current ETag lets a change through, and the answer has the next", async () => {
  const app = testApp();
  const user = await registered(app);

  const changed = await app.send("PATCH", user, { name: "Eve" }, { "if-match": '"1"' });
  const read = await app.request(user);

  assertEquals(changed.status, 200);
  assertEquals(changed.headers.get("etag"), `"${(await changed.json()).version}"`);
  assertEquals(read.headers.get("etag"), changed.headers.get("etag"));
});

test("If-Match with another version is a 412 and changes nothing, on every change", async () => {
  const app = testApp();
  const user = await registered(app);
  const headers = { "if-match": '"2"' };

  const change = await app.send("PATCH", user, { name: "Eve" }, headers);
  const deactivation = await app.request(`${user}/deactivation`, { method: "POST", headers });

  assertEquals([change.status, deactivation.status], [412, 412]);
  assertEquals((await change.json()).code, "stale-version");
  assertEquals((await (await app.request(user)).json()).version, 1);
});

test("If-Match: * lets any version through, and a user that is not there is still a 404", async () => {
  const app = testApp();
  const user = await registered(app);
  const headers = { "if-match": "*" };

  assertEquals((await app.send("PATCH", user, { name: "Eve" }, headers)).status, 200);
  assertEquals((await app.send("PATCH", "/users/nobody", { name: "Eve" }, headers)).status, 404);
});

test("If-Match matches strongly: weak tags, and tags that were never given, are a 412", async () => {
  const app = testApp();
  const user = await registered(app);

  for (const tag of ['W/"1"', '"one"', '"01"', '""', '"1x"', 'W/"1", "one"']) {
    const response = await app.send("PATCH", user, { name: "Eve" }, { "if-match": tag });
    assertEquals(response.status, 412, tag);
  }
});

test("If-Match of several tags takes the one that is current", async () => {
  const app = testApp();
  const user = await registered(app);

  const matching = await app.send("PATCH", user, { name: "Eve" }, { "if-match": '"7","1"' });
  const stale = await app.send("PATCH", user, { name: "Ada" }, { "if-match": '"7", "1"' });

  assertEquals([matching.status, stale.status], [200, 412]);
});

test("If-Match that is malformed is a 400: ignoring it would lose an update", async () => {
  const app = testApp();
  const user = await registered(app);

  for (const field of ["1", "", '"1', '"1" "2"', "*, *", '"1",']) {
    const response = await app.send("PATCH", user, { name: "Eve" }, { "if-match": field });
    assertEquals([response.status, (await response.json()).code], [
      400,
      "http/malformed-if-match",
    ], field);
  }
});
