import { assert, assertEquals } from "@std/assert";
import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { testPlace } from "../postgres/testdata/place.ts";
import { withPostgres } from "../postgres/testdata/server.ts";
import { temporaryFile } from "../sqlite/testdata/temporary_file.ts";

/** What the heap may grow by from 100,000 events to 1,000,000, in MB. */
const GROWTH = 50;

/** Runs the program on a store; gives what it wrote, line by line. */
async function measure(storeUrl: string): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("testdata/projection_memory.ts", import.meta.url));
  const args = ["run", "-A", "--v8-flags=--expose-gc", script];
  const env = { ...process.env, STORE_URL: storeUrl, MAIL_URL: "mailbox:" };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout.trim().split("\n");
}

async function requireFlat(storeUrl: string): Promise<void> {
  const lines = await measure(storeUrl);

  const [few = NaN, many = NaN, rebuilt = NaN] = lines
    .filter((line) => line.startsWith("heap "))
    .map((line) => Number(line.slice("heap ".length)));
  console.info(`heap: ${few} MB, ${many} MB, ${rebuilt} MB after a rebuild`);
  assertEquals(lines.at(-1), "generation 2 deposits 1000000");
  assert(many - few < GROWTH, `grew from ${few} MB to ${many} MB`);
  assert(rebuilt - few < GROWTH, `grew from ${few} MB to ${rebuilt} MB by a rebuild`);
}

Deno.test("a projection over SQLite needs no more memory for a longer log", async () => {
  await using file = await temporaryFile();
  await requireFlat(`sqlite:${file.path}`);
});

await withPostgres("a projection over PostgreSQL", (url) => {
  Deno.test("a projection over PostgreSQL needs no more memory for a longer log", async () => {
    await using place = testPlace(url);
    const storeUrl = new URL(url);
    storeUrl.searchParams.set("schema", place.schema);
    await requireFlat(storeUrl.href);
  });
});
