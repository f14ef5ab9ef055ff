import { assertEquals } from "@std/assert";
import { sqliteStore } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";

const lit = { type: "Lit", data: {} };
const dark = { type: "Dark", data: {} };

Deno.test("readLog by type looks at 4096 positions at most, and says how far", async () => {
  await using store = await sqliteStore(":memory:", systemPorts);
  await store.commit({ appends: [{ stream: "a", expect: "any", events: Array(5000).fill(lit) }] });
  await store.commit({ appends: [{ stream: "b", expect: "any", events: [dark] }] });

  const first = await store.readLog({ after: 0, limit: 10, types: ["Dark"] });
  const second = await store.readLog({ after: first.through, limit: 10, types: ["Dark"] });

  assertEquals(first, { events: [], through: 4096 });
  assertEquals(second.events.map(({ position }) => position), [5001]);
  assertEquals(second.through, 5001);
});

Deno.test("long streams and logs are read whole, in several turns", async () => {
  await using store = await sqliteStore(":memory:", systemPorts);
  await store.commit({ appends: [{ stream: "a", expect: "any", events: Array(3500).fill(lit) }] });

  const stream = await store.readStream("a", { after: 1 });
  const { events, through } = await store.readLog({ after: 500, limit: 2500 });

  assertEquals(
    stream.map(({ version }) => version),
    Array.from({ length: 3499 }, (_, at) => at + 2),
  );
  assertEquals(events.map(({ position }) => position).at(-1), 3000);
  assertEquals([events.length, through], [2500, 3000]);
});

Deno.test("a name with a lone surrogate finds nothing, not the row of U+FFFD", async () => {
  await using store = await sqliteStore(":memory:", systemPorts);
  const id = "\uFFFD";
  await store.commit({
    id,
    appends: [{ stream: id, expect: "any", events: [lit] }],
    puts: [{ collection: "lamps", id, expect: "any", value: {}, unique: { room: id } }],
  });

  const wrong = "\uD800";

  assertEquals(await store.readStream(wrong), []);
  assertEquals(await store.get("lamps", wrong), undefined);
  assertEquals(await store.getBy("lamps", "room", wrong), undefined);
  assertEquals(await store.receipt(wrong), undefined);
});
