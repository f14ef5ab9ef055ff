import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asOperator, asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

async function withUsers(count: number): Promise<TestApp> {
  const app = testApp();
  for (let n = 1; n <= count; n++) {
    await app.send("POST", "/users", { name: "Ada", email: `a${n}@x.org` });
  }
  return app;
}

async function list({ request }: TestApp, query = ""): Promise<
  { readonly items: readonly { readonly position: number }[]; readonly next: string | null }
> {
  return await (await request(`/events${query}`, { headers: asOperator })).json();
}

test("GET /events gives events as they are recorded, oldest first", async () => {
  const app = await withUsers(2);
  const { events } = await app.store.readLog({ after: 0, limit: 10 });

  assertEquals(await list(app), { items: JSON.parse(JSON.stringify(events)), next: null });
});

test("GET /events pages by position, and ends where the log ends", async () => {
  const app = await withUsers(4);

  const first = await list(app, "?limit=2");
  const second = await list(app, `?limit=2&after=${first.next}`);
  const beyond = await list(app, "?after=99");

  assertEquals(first.items.map(({ position }) => position), [1, 2]);
  assertEquals([second.items.map(({ position }) => position), second.next], [[3, 4], null]);
  assertEquals(beyond, { items: [], next: null });
});

test("GET /events refuses a cursor that is no position", async () => {
  const { request } = testApp();

  for (const query of ["after=x", "after=-1", "after=1.5", `after=${"9".repeat(16)}`, "limit=0"]) {
    const response = await request(`/events?${query}`, { headers: asOperator });
    const { errors: [{ path }] } = await response.json();
    assertEquals([response.status, path], [422, query.split("=")[0]], query);
  }
});

test("people see the newest events first, and get to the oldest", async () => {
  const { request } = await withUsers(5);
  const headers = { ...asPerson, ...asOperator };
  const positionsOn = (page: string) =>
    [...page.matchAll(/class="position">(\d+)</g)].map(([, position]) => position);

  const first = await (await request("/events?limit=2", { headers })).text();
  const [, older = ""] = /href="(\/events\?[^"]+)" rel="next"/.exec(first) ?? [];
  const second = await (await request(older.replaceAll("&amp;", "&"), { headers })).text();
  const last = await (await request("/events?limit=2&before=2", { headers })).text();
  const none = await (await request("/events?before=1", { headers })).text();

  assertEquals([first, second, last, none].map(positionsOn), [["5", "4"], ["3", "2"], ["1"], []]);
  assert(!last.includes('rel="next"'));
});
