import { assertEquals, assertRejects } from "@std/assert";
import { lamp, lit } from "./testdata/commits.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";

await withPostgres("answers that break off", (url) => {
  Deno.test("what follows an answer that broke off after some rows is whole", async () => {
    await using place = testPlace(url, { max: 1 });
    await using store = await place.open();
    await store.commit({ ...lit("hall"), ...lamp("hall") });

    for (
      const ask of [
        () => store.head(),
        async () => (await store.get("lamps", "hall"))?.version,
        async () => (await store.readLog({ after: 0, limit: 9 })).events.map((e) => e.position),
        async () => (await store.find({ collection: "lamps", limit: 9 })).items.length,
        async () => (await store.commit({ ...lit("attic"), id: "one" })).position,
      ]
    ) {
      const before = await ask();
      await breakOff();
      assertEquals([ask.toString(), await ask()], [ask.toString(), before]);
    }

    /** Has the one connection of the store send two rows, and then an error. */
    async function breakOff(): Promise<void> {
      const query = place.sql.unsafe("SELECT 1 / (3 - n) FROM generate_series(1, 5) AS n");
      await assertRejects(() => query, Error, "division by zero");
    }
  });
});
