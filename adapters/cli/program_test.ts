import { assertArrayIncludes, assertEquals, assertMatch } from "@std/assert";
import { InvalidConfiguration } from "../composition/config.ts";
import { runProgram } from "./program.ts";
import { commandLine } from "./testdata/command_line.ts";

Deno.test("what is not understood is an error before anything is opened", async () => {
  await using portico = await commandLine();

  for (
    const args of [
      [],
      ["nonsense"],
      ["users", "nonsense"],
      ["projections"],
      ["projections", "rebuild"],
      ["projections", "rebuild", "a", "b"],
      ["projections", "list", "--nonsense"],
      ["dead-letters", "list", "--limit", "0"],
      ["dead-letters", "list", "--limit", "1e2"],
      ["users", "list", "--limit", "201"],
      ["dead-letters", "redrive"],
      ["dead-letters", "redrive", "mails:1", "--all", "mails"],
      ["users", "register", "--name", "Ada"],
      ["orders", "create"],
      ["orders", "confirm", "id-1"],
      ["accounts", "transfer", "id-1", "--amount", "1"],
      ["products", "reserve", "order-7", "1", "prod1"],
    ]
  ) {
    const { code, out, errors } = await portico.run(...args);
    assertEquals([args, code, out, errors.length > 0], [args, 2, [], true]);
  }
  assertEquals(portico.uses.opened, 0);
});

Deno.test("help is written where answers are, for every group and command", async () => {
  await using portico = await commandLine();

  const whole = await portico.run("--help");
  const groups = whole.out.join("\n").match(/^ {2}[a-z][a-z-]+(?= {2,})/gm) ?? [];

  const commands: string[] = [];
  assertEquals(groups.length, 10);
  for (const group of groups.map((name) => name.trim())) {
    const { code, out, errors } = await portico.run("help", group);
    assertEquals([group, code, errors], [group, 0, []]);
    assertMatch(out.join("\n"), new RegExp(`^Usage: portico ${group} `));
    for (const [, name = ""] of out.join("\n").matchAll(/^ {2}([a-z][a-z-]+)(?=[| ].* {2,})/gm)) {
      const help = name === "help" ? ["help"] : [name, "--help"];
      const command = await portico.run(group, ...help);
      commands.push(`${group} ${name}`);
      assertEquals([group, name, command.code, command.errors], [group, name, 0, []]);
    }
  }
  assertArrayIncludes(commands, ["users register", "orders list", "dead-letters discard"]);
  assertEquals([whole.code, portico.uses.opened], [0, 0]);
});

Deno.test("a command closes what it opened, done or refused", async () => {
  await using portico = await commandLine();

  await portico.run("users", "list");
  await portico.run("users", "get", "nobody");
  await portico.run("users", "register", "--name", "Ada", "--email", "ada@x.org");
  await portico.run("projections", "rebuild", "nobody");

  assertEquals(portico.uses, { opened: 4, closed: 4 });
});

Deno.test("a configuration that is bad is told, and has a code of its own", async () => {
  const errors: string[] = [];
  const code = await runProgram(["projections", "list"], {
    open: () => Promise.reject(new InvalidConfiguration([{ path: "STORE_URL", message: "no" }])),
    write: () => {},
    writeError: (line) => errors.push(line),
  });

  assertEquals([code, errors], [2, ["Cannot accept the configuration: STORE_URL no"]]);
});
