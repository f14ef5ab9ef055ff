/** Cases of collections, inside units of work and outside. */

import assert from "node:assert/strict";
import { collection } from "../../application/store/collection.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { numbers } from "./store_samples.ts";
import { disturbed, worker } from "./unit_of_work_samples.ts";

type Lamp = { readonly room: string; readonly plug: string; readonly watts: number };

const lamps = collection<Lamp>({
  name: "lamps",
  id: ({ room }) => room,
  schema: {
    version: 2,
    parse: (data) => data as Lamp,
    upcasters: { 1: (data) => ({ ...data as Omit<Lamp, "watts">, watts: 40 }) },
  },
  encode: ({ room, plug, watts }) => ({ room, plug, watts }),
  unique: ({ plug }) => ({ plug }),
  index: ({ watts }) => ({ watts: String(watts).padStart(5, "0") }),
});

function lamp(room: string, watts = 60): Lamp {
  return { room, plug: `plug of ${room}`, watts };
}

export const collectionCases: readonly StoreCase[] = [
  { number: 10, does: "a collection saves, reads, pages and removes", run: byItself },
  { number: 10, does: "a collection refuses what stands on an old version", run: stale },
  { number: 10, does: "a collection within a unit of work changes all or nothing", run: within },
  { number: 10, does: "a collection within a unit of work stands on what it read", run: fresh },
  { number: 10, does: "a collection reads old shapes, and refuses newer ones", run: shapes },
];

async function byItself({ store }: StoreRoom): Promise<void> {
  const stored = lamps.of(store);
  for (const n of numbers(5)) await stored.save(lamp(`room ${n}`, 100 - n), "none");
  const first = await stored.find({ by: { index: "watts" }, limit: 3 });
  const second = await stored.find({ by: { index: "watts" }, limit: 3, after: first.next });
  assert.deepEqual([...first.items, ...second.items].map(({ watts }) => watts), [
    95,
    96,
    97,
    98,
    99,
  ]);
  assert.equal(second.next, undefined);

  const found = await stored.getBy("plug", "plug of room 2");
  assert.deepEqual(found, await stored.get("room 2"));
  await stored.remove("room 2", found?.version ?? -1);
  assert.equal(await stored.getBy("plug", "plug of room 2"), undefined);
}

async function stale({ store }: StoreRoom): Promise<void> {
  const stored = lamps.of(store);
  const first = await stored.save(lamp("hall"), "none");
  const second = await stored.save(lamp("hall", 70), first.version);
  assert.deepEqual(await stored.get("hall"), second);
  const conflict = "store/version-conflict";
  await rejectsWith(stored.save(lamp("hall", 80), first.version), conflict);
  await rejectsWith(stored.remove("hall", first.version), conflict);
  await rejectsWith(stored.save(lamp("hall"), "none"), conflict);
  const taken = { ...lamp("attic"), plug: "plug of hall" };
  await rejectsWith(stored.save(taken, "none"), "store/unique-violation");
}

async function within(room: StoreRoom): Promise<void> {
  const stored = lamps.of(room.store);
  await stored.save(lamp("hall"), "none");
  const { committed } = await worker(room)(async (tx) => {
    const inside = lamps.within(tx);
    inside.remove("hall");
    inside.save({ ...lamp("attic"), plug: "plug of hall" });
    assert.equal((await inside.getBy("plug", "plug of hall"))?.room, "attic");
    assert.equal(await inside.get("hall"), undefined);
  });

  assert.equal(committed?.documentVersions.length, 2);
  assert.equal(await stored.get("hall"), undefined);
  assert.equal((await stored.getBy("plug", "plug of hall"))?.room, "attic");
}

async function fresh(room: StoreRoom): Promise<void> {
  const stored = lamps.of(room.store);
  await stored.save(lamp("hall", 1), "none");
  const work = disturbed(async (tx) => {
    const { watts } = await lamps.within(tx).get("hall") ?? lamp("hall");
    lamps.within(tx).save(lamp("hall", watts + 1));
  }, () => stored.save(lamp("hall", 10), "some"));
  await worker(room)(work);

  assert.deepEqual([work.runs(), (await stored.get("hall"))?.watts], [2, 11]);
}

async function shapes({ store }: StoreRoom): Promise<void> {
  const data = { room: "hall", plug: "1" };
  const put = (schemaVersion: number) => ({
    collection: "lamps",
    id: `version ${schemaVersion}`,
    expect: "none" as const,
    value: { schemaVersion, data },
  });
  await store.commit({ puts: [put(1), put(3)] });

  assert.equal((await lamps.of(store).get("version 1"))?.watts, 40);
  await rejectsWith(lamps.of(store).get("version 3"), "store/document-from-the-future", {
    collection: "lamps",
    id: "version 3",
  });
}
