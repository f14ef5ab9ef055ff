import { assertEquals } from "@std/assert";
import type { Find } from "../../application/store/store.ts";
import { memoryStore } from "../memory/mod.ts";
import { sqliteStore } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";

Deno.test("find takes the cursor of any query as a place in the order, as the memory store does", async () => {
  await using sqlite = await sqliteStore(":memory:", systemPorts);
  await using memory = memoryStore(systemPorts);
  for (const [at, room] of ["attic", "hall", "hall", "yard"].entries()) {
    const index = { room };
    const put = { collection: "lamps", id: `${at}`, expect: "any", value: at, index } as const;
    for (const store of [sqlite, memory]) await store.commit({ puts: [put] });
  }
  const all = { collection: "lamps", limit: 1 };
  const queries: readonly Find[] = [
    all,
    { ...all, by: { index: "room" } },
    { ...all, by: { index: "room", equal: "hall" } },
    { ...all, by: { index: "room", from: "hall", to: "yard" } },
    { ...all, limit: Number.MAX_SAFE_INTEGER },
    { ...all, limit: 0 },
  ];

  for (const before of queries) {
    const { next: after } = await memory.find({ ...before, limit: 2 });
    for (const query of queries) {
      const whole = after === undefined ? query : { ...query, after };
      const [found, expected] = await Promise.all([sqlite.find(whole), memory.find(whole)]);

      assertEquals(found.items.map(({ id }) => id), expected.items.map(({ id }) => id));
      assertEquals(found.next, expected.next);
    }
  }
});
