import { assertEquals } from "@std/assert";
import { Shop, TOKEN } from "../http/testdata/shop.ts";
import { commandLine } from "./testdata/command_line.ts";

Deno.test("--json writes what HTTP answers, of everything that can be looked up", async () => {
  await using portico = await commandLine();
  await using shop = new Shop(portico.application);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const ada = ["--name", "Ada Lovelace", "--email", "ada@x.org", "--id"];
  const user = await portico.line("users", "register", ...ada);
  await portico.run("products", "load-demo");
  const order = await portico.line("orders", "create", "--customer", "customer456", "--id");
  await portico.run("orders", "add-item", order, "prod1", "--quantity", "2");
  await portico.run("orders", "confirm", order, "--payment-method", "pm_card_visa");
  const opening = ["--owner", "Ada", "--balance", "5", "--id"];
  const account = await portico.line("accounts", "open", ...opening);
  await portico.run("accounts", "deposit", account, "--amount", "1");

  for (
    const [command, path] of [
      ["users list --limit 1", "/users?limit=1"],
      [`users get ${user}`, `/users/${user}`],
      ["products list --limit 2", "/products?limit=2"],
      ["products list --category books", "/products?category=books"],
      ["products get prod1", "/products/prod1"],
      ["orders list", "/orders"],
      [`orders get ${order}`, `/orders/${order}`],
      ["orders find --customer nobody", "/orders?customer=nobody"],
      ["accounts list", "/accounts"],
      [`accounts get ${account}`, `/accounts/${account}`],
      [`accounts get ${account} --version 1`, `/accounts/${account}?version=1`],
      [`accounts balance ${account}`, `/accounts/${account}/balance`],
      [`accounts history ${account} --limit 1`, `/accounts/${account}/history?limit=1`],
      ["events list --limit 3", "/events?limit=3"],
      ["events list --after 2", "/events?after=2"],
      ["mailbox list", "/mailbox"],
      ["subscriptions list", "/admin/subscriptions"],
      ["projections list", "/admin/projections"],
      ["bus show", "/admin/bus"],
      ["dead-letters list", "/admin/dead-letters"],
    ] as const
  ) {
    const said = await portico.json(...command.split(" "));
    const answer = await fetch(`${shop.url}${path}`, { headers });
    assertEquals([command, said], [command, await answer.json()]);
  }
});

Deno.test("a mailbox that is not kept, and a position that is none, are errors", async () => {
  await using portico = await commandLine({ environment: { MAIL_URL: "console:" } });

  assertEquals(await portico.run("mailbox", "list"), {
    code: 1,
    out: [],
    errors: [
      "Cannot list mails: they are sent on and not kept, MAIL_URL is something else than mailbox:",
    ],
  });
  assertEquals(await portico.run("events", "list", "--after", "-1"), {
    code: 2,
    out: [],
    errors: ["Cannot accept the query: after must be a position of the log"],
  });
});
