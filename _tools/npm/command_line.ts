/** The command line of the package, as npm installs it, from an empty store to a confirmed order. */

import { assert, assertEquals, assertMatch } from "@std/assert";

/** Where the command line is, and what it works on. */
export interface Installed {
  /** Runs JavaScript. */
  readonly program: string;
  /** The folder with the package. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Uses the command that npm has linked, for help, for an order and for what is wrong. */
export async function useCommandLine(installed: Installed): Promise<void> {
  const help = await portico(installed, "--help");
  assertEquals([help.code, help.errors], [0, ""]);
  assertMatch(help.out, /^Usage: portico /);

  await done(installed, "products", "load-demo");
  const order = await done(installed, "orders", "create", "--customer", "customer456", "--id");
  await done(installed, "orders", "add-item", order, "prod1");
  const paid = ["--payment-method", "pm_card_visa", "--json"];
  const confirmed = await done(installed, "orders", "confirm", order, ...paid);
  const mails = await done(installed, "mailbox", "list");
  assertEquals(JSON.parse(confirmed).status, "confirmed");
  assert(mails.includes(order), "the customer has a mail");

  const unknown = await portico(installed, "orders", "get", "nothing");
  assertEquals([unknown.code, unknown.out], [1, ""]);
  assertEquals((await portico(installed, "orders", "nothing")).code, 2);
}

async function done(installed: Installed, ...args: readonly string[]): Promise<string> {
  const { code, out, errors } = await portico(installed, ...args);
  assertEquals([args, code, errors], [args, 0, ""]);
  return out.trim();
}

async function portico(
  { program, folder, env }: Installed,
  ...args: readonly string[]
): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: ["node_modules/.bin/portico", ...args],
    cwd: folder,
    env,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), errors: decoder.decode(stderr) };
}
