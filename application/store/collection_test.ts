import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import {
  memoryClock,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { collection, DocumentFromTheFuture } from "./collection.ts";
import { UniqueViolation, VersionConflict } from "./errors.ts";
import { unitOfWork, type UnitOfWorkPorts } from "./unit_of_work.ts";

type Lamp = { readonly room: string; readonly plug: string; readonly lit: boolean };

const lamps = collection<Lamp>({
  name: "lamps",
  id: ({ room }) => room,
  schema: {
    version: 2,
    parse: (data) => data as Lamp,
    upcasters: { 1: (data) => ({ ...data as Lamp, lit: false }) },
  },
  encode: (lamp) => lamp,
  unique: ({ plug }) => ({ plug }),
  index: ({ lit }) => ({ lit: String(lit) }),
});
const hall: Lamp = { room: "hall", plug: "1", lit: true };

Deno.test("a collection saves, reads, finds and removes by itself", async () => {
  const { store } = testPorts();
  const stored = lamps.of(store);

  const saved = await stored.save(hall, "none");
  await stored.save({ room: "attic", plug: "2", lit: false }, "none");

  assertEquals(await stored.get("hall"), saved);
  assertEquals(await stored.getBy("plug", "1"), saved);
  const { items, next } = await stored.find({ by: { index: "lit", equal: "true" }, limit: 10 });
  assertEquals([items, next], [[saved], undefined]);
  await stored.remove("hall", saved.version);
  assertStrictEquals(await stored.get("hall"), undefined);
});

Deno.test("a collection refuses to save or remove over another version", async () => {
  const stored = lamps.of(testPorts().store);
  const { version } = await stored.save(hall, "none");
  await stored.save(hall, version);

  await assertRejects(() => stored.save(hall, version), VersionConflict);
  await assertRejects(() => stored.remove("hall", version), VersionConflict);
});

Deno.test("a collection pages through everything", async () => {
  const stored = lamps.of(testPorts().store);
  for (const room of ["c", "a", "b"]) await stored.save({ room, plug: room, lit: true }, "none");

  const first = await stored.find({ limit: 2 });
  const second = await stored.find({ limit: 2, after: first.next });

  assertEquals([...first.items, ...second.items].map(({ room }) => room), ["a", "b", "c"]);
});

Deno.test("a collection within a unit of work reads what was staged", async () => {
  const ports = testPorts();

  await unitOfWork(ports, async (tx) => {
    const within = lamps.within(tx);
    within.save(hall);
    assertEquals((await within.get("hall"))?.lit, true);
    assertEquals((await within.getBy("plug", "1"))?.room, "hall");
    within.remove("hall");
    assertStrictEquals(await within.get("hall"), undefined);
    assertStrictEquals(await within.getBy("plug", "1"), undefined);
  });

  assertStrictEquals(await lamps.of(ports.store).get("hall"), undefined);
});

Deno.test("a collection within a unit of work saves over the version that was read", async () => {
  const ports = testPorts();
  const stored = lamps.of(ports.store);
  await stored.save(hall, "none");
  let runs = 0;

  await unitOfWork(ports, async (tx) => {
    const lamp = await lamps.within(tx).get("hall") ?? hall;
    if (++runs === 1) await stored.save({ ...hall, plug: "9" }, "some");
    lamps.within(tx).save({ room: "hall", plug: lamp.plug, lit: false });
  });

  const { version: _, ...lamp } = await stored.get("hall") ?? { version: 0 };
  assertEquals(lamp, { room: "hall", plug: "9", lit: false });
});

Deno.test("a collection keeps unique keys", async () => {
  const stored = lamps.of(testPorts().store);
  await stored.save(hall, "none");

  await assertRejects(() => stored.save({ ...hall, room: "attic" }, "none"), UniqueViolation);
});

Deno.test("a collection brings old documents up to date when it reads them", async () => {
  const { store } = testPorts();
  const value = { schemaVersion: 1, data: { room: "hall", plug: "1" } };
  await store.commit({ puts: [{ collection: "lamps", id: "hall", expect: "none", value }] });

  assertEquals((await lamps.of(store).get("hall"))?.lit, false);
});

Deno.test("a collection does not guess at documents from the future", async () => {
  const { store } = testPorts();
  const value = { schemaVersion: 3, data: hall };
  await store.commit({ puts: [{ collection: "lamps", id: "hall", expect: "none", value }] });

  const error = await assertRejects(() => lamps.of(store).get("hall"), DocumentFromTheFuture);

  assertEquals([error.collection, error.id], ["lamps", "hall"]);
});

function testPorts(): UnitOfWorkPorts {
  const clock = memoryClock();
  return { clock, random: seededRandom(1), store: memoryStore({ clock, newId: sequentialIds() }) };
}
