import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openPostgres } from "@portico/core/postgres";
import { withPostgres } from "../adapters/postgres/testdata/server.ts";

const example = new URL("02_event_sourced_account.ts", import.meta.url).href;
const expected = await Deno.readTextFile(new URL("02_event_sourced_account.txt", import.meta.url));

for (const scheme of ["sqlite", "deno-kv"]) {
  test(`the same example on ${scheme}, by one URL`, async () => {
    const folder = await Deno.makeTempDir();

    assertEquals(await run(`${scheme}:${folder}/portico.db`), expected);

    await Deno.remove(folder, { recursive: true });
  });
}

await withPostgres("the examples", (url) => {
  Deno.test("the same example on PostgreSQL, by one URL", async () => {
    const schema = `portico_example_${crypto.randomUUID().slice(0, 8)}`;
    const own = new URL(url);
    own.searchParams.set("schema", schema);

    assertEquals(await run(own.href), expected);

    await using opened = await openPostgres(url);
    await opened.client.unsafe(`DROP SCHEMA ${schema} CASCADE`, [], { prepare: false }).values();
  });
});

async function run(STORE_URL: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", example],
    env: { STORE_URL },
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  return decoder.decode(stdout);
}
