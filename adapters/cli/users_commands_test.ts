import { assertEquals, assertMatch } from "@std/assert";
import { commandLine } from "./testdata/command_line.ts";

const ada = ["--name", "Ada Lovelace", "--email", "Ada@x.org"];

Deno.test("users register says who it is now, and the welcome mail is sent", async () => {
  await using portico = await commandLine();

  const { code, out, errors } = await portico.run("users", "register", ...ada, "--as", "grace");
  const { items: [user] } = await portico.json("users", "list");
  const mails = await portico.json("mailbox", "list");
  const { items: [event] } = await portico.json("events", "list");

  assertEquals([code, errors], [0, []]);
  assertEquals(out, [
    "ID    NAME          EMAIL      STATUS  VERSION",
    `${user.id}  Ada Lovelace  ada@x.org  active  1`,
  ]);
  assertEquals(mails.items.map(({ about }: { readonly about: string }) => about), [user.id]);
  assertEquals([event.type, event.metadata.actor], ["UserRegistered", "grace"]);
});

Deno.test("users writes to programs what HTTP answers", async () => {
  await using portico = await commandLine();

  const user = await portico.json("users", "register", ...ada);
  const changed = await portico.json("users", "change", user.id, "--name", "Ada Byron");
  const gone = await portico.json("users", "deactivate", user.id);
  const again = await portico.json("users", "deactivate", user.id);

  const { id, version, ...details } = user;
  assertEquals(details, { name: "Ada Lovelace", email: "ada@x.org", status: "active" });
  assertEquals([typeof id, typeof version], ["string", "number"]);
  assertEquals([changed.name, changed.email], ["Ada Byron", "ada@x.org"]);
  assertEquals([gone.status, again], ["deactivated", gone]);
  assertEquals(await portico.json("users", "get", id), gone);
  assertEquals(await portico.json("users", "list"), { items: [gone], next: null });
});

Deno.test("users register --id writes the id and nothing else", async () => {
  await using portico = await commandLine();

  const id = await portico.line("users", "register", ...ada, "--id");

  assertEquals((await portico.json("users", "get", id)).name, "Ada Lovelace");
});

Deno.test("users list goes on where the page before ended", async () => {
  await using portico = await commandLine();
  for (const name of ["a", "b", "c"]) {
    await portico.run("users", "register", "--name", name, "--email", `${name}@x.org`);
  }

  const first = await portico.json("users", "list", "--limit", "2");
  const rest = await portico.json("users", "list", "--after", first.next);

  const names = [...first.items, ...rest.items].map(({ name }: { readonly name: string }) => name);
  assertEquals([names, rest.next], [["a", "b", "c"], null]);
});

Deno.test("what is wrong with users is told on standard error", async () => {
  await using portico = await commandLine();
  const id = await portico.line("users", "register", ...ada, "--id");
  const gone = await portico.line("users", "register", "--name", "E", "--email", "e@x.org", "--id");
  await portico.run("users", "deactivate", gone);

  for (
    const [args, expected, error] of [
      [["register", "--name", "Eve", "--email", "ADA@X.ORG"], 1, /already exists/],
      [["register", "--name", " ", "--email", "@"], 2, /name must not be blank; email Invalid/],
      [["change", id, "--name", ""], 2, /name must not be blank/],
      [["change", id, "--email", "e@x.org"], 1, /already in use/],
      [["change", gone, "--name", "Eve"], 1, /deactivated/],
      [["change", "nobody", "--name", "Eve"], 1, /^Cannot find the user "nobody"$/],
      [["deactivate", "nobody"], 1, /^Cannot find the user "nobody"$/],
      [["get", "a".repeat(600)], 1, /^Cannot find the user /],
      [["list", "--after", "never-given"], 2, /the cursor is not one of this query/],
    ] as const
  ) {
    const { code, out, errors } = await portico.run("users", ...args, "--json");
    assertEquals([args, code, out, errors.length], [args, expected, [], 1]);
    assertMatch(errors[0] ?? "", error);
  }
});
