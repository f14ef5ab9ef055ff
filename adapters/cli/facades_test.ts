import { assertEquals } from "@std/assert";
import { noting } from "../../web/testdata/noting.ts";
import type { Operations } from "./operations.ts";
import { type CommandLine, commandLine } from "./testdata/command_line.ts";

type Facade = "users" | "catalog" | "orders" | "accounts";

/** A command line that notes which use cases of a context are called. */
async function notingLine(facade: Facade) {
  const called = new Set<string>();
  const change = (operations: Operations): Operations => ({
    ...operations,
    [facade]: noting(operations[facade], called),
  });
  const portico = await commandLine({ change });
  const useCases = Object.keys(portico.application[facade]).sort();
  return { portico, useCases, called: () => [...called].sort() };
}

async function placed(portico: CommandLine): Promise<string> {
  const id = await portico.line("orders", "create", "--customer", "customer456", "--id");
  await portico.run("orders", "add-item", id, "prod1");
  return id;
}

Deno.test("[H-14] every operation of orders can be reached from the command line", async () => {
  const { portico, useCases, called } = await notingLine("orders");
  await using _ = portico;
  await portico.run("products", "load-demo");

  const id = await placed(portico);
  await portico.run("orders", "remove-item", id, "prod1");
  const paid = await placed(portico);
  await portico.run("orders", "confirm", paid, "--payment-method", "pm_card_visa");
  for (const step of ["check-payment", "ship", "deliver", "get"]) {
    await portico.run("orders", step, paid);
  }
  for (const step of ["accept-payment", "abandon-payment", "cancel"]) {
    await portico.run("orders", step, id);
  }
  await portico.run("orders", "find", "--customer", "customer456");

  assertEquals(called(), useCases);
});

Deno.test("[L-17] every use case of users can be reached from the command line", async () => {
  const { portico, useCases, called } = await notingLine("users");
  await using _ = portico;

  const ada = ["--name", "Ada Lovelace", "--email", "ada@x.org", "--id"];
  const id = await portico.line("users", "register", ...ada);
  await portico.run("users", "change", id, "--name", "Ada Byron");
  await portico.run("users", "deactivate", id);
  await portico.run("users", "get", id);
  await portico.run("users", "list");

  assertEquals(called(), useCases);
});

Deno.test("every use case of the catalog can be reached from the command line", async () => {
  const { portico, useCases, called } = await notingLine("catalog");
  await using _ = portico;

  const laptop = ["--name", "Laptop", "--category", "electronics", "--price", "1", "--id"];
  const id = await portico.line("products", "create", ...laptop);
  await portico.run("products", "reprice", id, "--price", "2");
  await portico.run("products", "set-stock", id, "2");
  await portico.run("products", "get", id);
  await portico.run("products", "list");
  await portico.run("products", "load-demo");
  await portico.run("products", "reserve", "order-7", "1", `${id}=1`);
  await portico.run("products", "release", "order-7", "1");

  assertEquals(called(), useCases);
});

Deno.test("every use case of accounts can be reached from the command line", async () => {
  const { portico, useCases, called } = await notingLine("accounts");
  await using _ = portico;

  const id = await portico.line("accounts", "open", "--owner", "Ada", "--balance", "5", "--id");
  const other = await portico.line("accounts", "open", "--owner", "Eve", "--id");
  await portico.run("accounts", "deposit", id, "--amount", "1");
  await portico.run("accounts", "withdraw", id, "--amount", "1");
  await portico.run("accounts", "transfer", id, other, "--amount", "5");
  for (const asked of ["get", "balance", "history", "timeline", "close"]) {
    await portico.run("accounts", asked, id);
  }
  await portico.run("accounts", "list");

  assertEquals(called(), useCases);
});
