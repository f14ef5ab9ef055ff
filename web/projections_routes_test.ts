import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { drain } from "../application/events/drain.ts";
import { eventCodec } from "../application/events/codec.ts";
import { type Projection, projection } from "../application/events/projection.ts";
import { asOperator, asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

type LampLit = { readonly type: "LampLit"; readonly data: { readonly room: string } };
interface Room {
  readonly lit: number;
}

/** Fails for the room, if there is one. */
function rooms(broken?: string): Projection<Room> {
  return projection<LampLit, Room>({
    name: "rooms",
    types: ["LampLit"],
    codec: eventCodec({ LampLit: { version: 1, parse: (data) => data as LampLit["data"] } }),
    view: {
      schema: { version: 1, parse: (data) => data as Room },
      encode: ({ lit }) => ({ lit }),
    },
    ids: ({ data }) => data.room,
    evolve: (view, { data }) => {
      if (data.room === broken) throw new Error(`no lamp in ${broken}`);
      return { lit: (view?.lit ?? 0) + 1 };
    },
  });
}

async function withRooms(): Promise<TestApp> {
  const app = testApp();
  const events = ["hall", "den"].map((room) => ({ type: "LampLit", data: { room } }));
  await app.store.commit({ appends: [{ stream: "lamp-1", expect: "none", events }] });
  await run(app);
  return app;
}

async function run({ services, store }: TestApp, broken?: string): Promise<void> {
  await drain({ ...services, store, random: () => 0 }, [rooms(broken)]);
}

async function ask({ request }: TestApp, name = "rooms", headers = {}): Promise<Response> {
  const path = `/admin/projections/${name}/rebuild`;
  return await request(path, { method: "POST", headers: { ...asOperator, ...headers } });
}

async function read({ request }: TestApp): Promise<ReturnType<typeof JSON.parse>> {
  return await (await request("/admin/projections", { headers: asOperator })).json();
}

async function page({ request }: TestApp): Promise<string> {
  const headers = { ...asPerson, ...asOperator };
  return await (await request("/admin/projections", { headers })).text();
}

test("GET /admin/projections says how each is doing", async () => {
  const { items: [status], next } = await read(await withRooms());

  assertEquals([status.name, status.generation, status.state], ["rooms", 1, "stopped"]);
  assertEquals([status.position, status.behind, status.rebuild, next], [2, 0, null, null]);
});

test("POST /admin/projections/{name}/rebuild has the views folded anew", async () => {
  const app = await withRooms();

  const response = await ask(app);
  const [asked] = (await read(app)).items;
  await run(app);
  const [done] = (await read(app)).items;

  const answer = { projection: "rooms", asked: "rebuild" };
  assertEquals([response.status, await response.json()], [202, answer]);
  assertEquals(response.headers.get("portico-position"), "3");
  assertEquals([asked.generation, asked.rebuild.position], [1, 0]);
  assertEquals([done.generation, done.rebuild], [2, null]);
  const { events } = await app.store.readLog({ after: 2, limit: 1 });
  assertEquals([events[0]?.type, events[0]?.metadata.actor], [
    "portico.ProjectionRebuildAsked",
    "operator",
  ]);
});

test("a rebuild with an Idempotency-Key is asked once, and always answered so", async () => {
  const app = await withRooms();
  const key = { "idempotency-key": "a" };

  const first = await ask(app, "rooms", key);
  await run(app);
  const again = await ask(app, "rooms", key);
  await run(app);

  assertEquals([first.status, again.status], [202, 202]);
  assertEquals(await again.text(), await first.text());
  assertEquals((await read(app)).items[0].generation, 2);
});

test("a projection that never ran is a 404", async () => {
  const response = await ask(await withRooms(), "nobody");

  assertEquals([response.status, (await response.json()).code], [404, "projections/not-found"]);
});

test("projections are for operators", async () => {
  const { request } = await withRooms();

  const responses = [
    await request("/admin/projections"),
    await request("/admin/projections/rooms/rebuild", { method: "POST" }),
    await request("/forms/operators/projections/rooms/rebuild", { method: "POST" }),
  ];

  assertEquals(responses.map(({ status }) => status), [401, 401, 401]);
});

test("the page of projections has a button that rebuilds", async () => {
  const app = await withRooms();
  const before = await page(app);
  const [, path = ""] = before.match(/action="([^"]*rebuild)"/) ?? [];

  const response = await app.form(path, {}, asOperator);

  assertEquals([response.status, response.headers.get("location")], [303, "/admin/projections"]);
  const asked = await page(app);
  assertStringIncludes(asked, "generation 2 at 0, 3 to go");
  assertEquals(asked.includes("<button"), false);
  await run(app);
  assertMatch(await page(app), /data-label="Generation"><div>2</);
});

test("the page of projections says what halted, and where", async () => {
  const app = await withRooms();
  await ask(app);
  await run(app, "den").catch(() => {});

  const html = await page(app);

  assertStringIncludes(html, "no lamp in den");
  assertMatch(html, /action="[^"]*rebuild"/);
});

test("the page of projections says when there are none", async () => {
  assertStringIncludes(await page(testApp()), "None has ever run");
});
