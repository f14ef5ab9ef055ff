import { withPostgres } from "./testdata/server.ts";
import { surviveTerminations } from "./testdata/terminations.ts";

await withPostgres("terminated backends of PostgreSQL", (url) => {
  Deno.test("backends that are terminated again and again lose nothing and double nothing", async () => {
    await surviveTerminations(url, 1500);
  });
});
