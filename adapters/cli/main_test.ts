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

  assertEquals(list, { code: 0, out: '{"items":[],"next":null}\n', errors: "" });
  assertEquals(unknown, { code: 1, out: "", errors: 'Projection "nobody" not found\n' });
  assertEquals([misused.code, misused.out], [2, ""]);
  assertMatch(misused.errors, /^Cannot accept the configuration: STORE_URL /);
});

Deno.test("what one process has asked for is done when it ends, and the next goes on", async () => {
  await using file = await temporaryFile();
  const environment = { STORE_URL: `sqlite:${file.path}`, MAIL_URL: "mailbox:" };
  const portico = async (line: string) => {
    const { code, out, errors } = await run(line.split(" "), environment);
    assertEquals([line, code, errors], [line, 0, ""]);
    return out.trimEnd();
  };

  await portico("products load-demo");
  const order = await portico("orders create --customer customer456 --id");
  await portico(`orders add-item ${order} prod1 --quantity 2`);
  await portico(`orders confirm ${order} --payment-method pm_card_visa`);
  const account = await portico("accounts open --owner Ada --balance 0.30 --id");
  const mails = JSON.parse(await portico("mailbox list --json"));
  const balance = JSON.parse(await portico(`accounts balance ${account} --json`));
  const shipped = JSON.parse(await portico(`orders ship ${order} --json`));
  const refused = await run(["orders", "cancel", order], environment);

  assertEquals(mails.items.map(({ about }: { readonly about: string }) => about), [order]);
  assertEquals([balance.balance.amount, shipped.status], [30, "shipped"]);
  assertEquals([refused.code, refused.out], [1, ""]);
  assertMatch(refused.errors, /^Cannot cancel the order .* shipped or delivered order\n$/);
});

Deno.test("what is told on a bus is left to those who stay", async () => {
  await using file = await temporaryFile();
  const environment = { STORE_URL: `sqlite:${file.path}`, BUS_URL: "memory:" };

  await run(["users", "register", "--name", "Ada", "--email", "ada@x.org"], environment);
  const { out } = await run(["subscriptions", "list", "--json"], environment);

  const names = JSON.parse(out).items.map(({ name }: { readonly name: string }) => name);
  assertEquals([names.includes("welcome-mail"), names.includes("relay")], [true, false]);
});
