import { assertEquals, assertMatch } from "@std/assert";
import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { temporaryFile } from "../sqlite/testdata/temporary_file.ts";

/** Runs the program as a process of its own. */
function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  return new Promise<{ readonly code: unknown; readonly out: string; readonly errors: string }>(
    (resolve) => {
      execFile(
        process.execPath,
        ["run", "-q", "-A", main, ...args],
        { env: { ...process.env, ...environment } },
        (error, out, errors) => resolve({ code: error?.code ?? 0, out, errors }),
      );
    },
  );
}

Deno.test("the command line works on the store that the environment names", async () => {
  await using file = await temporaryFile();
  const environment = { STORE_URL: `sqlite:${file.path}`, MAIL_URL: "mailbox:" };

  const list = await run(["projections", "list", "--json"], environment);
  const unknown = await run(["projections", "rebuild", "nobody"], environment);
  const misused = await run(["projections", "list"], { STORE_URL: "bogus:" });

  assertEquals(list, { code: 0, out: '{"items":[]}\n', errors: "" });
  assertEquals(unknown, { code: 1, out: "", errors: 'Projection "nobody" not found\n' });
  assertEquals([misused.code, misused.out], [2, ""]);
  assertMatch(misused.errors, /^Cannot accept the configuration: STORE_URL /);
});
