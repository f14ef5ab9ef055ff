import { assertEquals, assertMatch } from "@std/assert";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { drain } from "../../application/events/drain.ts";
import { askRebuild } from "../../application/events/projection_rebuild.ts";
import { projectionStatus } from "../../application/events/projection_status.ts";
import type { SubscriptionPorts } from "../../application/events/subscription.ts";
import { InvalidConfiguration } from "../composition/config.ts";
import { tallies } from "../conformance/projection_samples.ts";
import { memoryClock, memoryLog, memoryStore, seededRandom, sequentialIds } from "../memory/mod.ts";
import type { Operations } from "./operations.ts";
import { runProgram } from "./program.ts";

/** What a command came to. */
interface Outcome {
  readonly code: number;
  readonly out: readonly string[];
  readonly errors: readonly string[];
}

/** An application in which a projection has run, and a subscription has failed twice for good. */
class Place {
  readonly ports: SubscriptionPorts;
  readonly operations: Operations;
  opened = 0;
  closed = 0;

  constructor() {
    const clock = memoryClock();
    const store = memoryStore({ clock, newId: sequentialIds() });
    const [newId, random] = [sequentialIds("owner"), seededRandom(1)];
    this.ports = { store, clock, newId, random, log: memoryLog() };
    this.operations = {
      deadLetters: deadLetters(this.ports),
      projections: {
        status: () => projectionStatus(store),
        rebuild: (name, actor) => askRebuild(this.ports, name, actor),
      },
      [Symbol.asyncDispose]: () => {
        this.closed++;
        return Promise.resolve();
      },
    };
  }

  async prepare(): Promise<this> {
    for (const stream of ["a", "b"]) {
      const events = [{ type: "Counted", data: { n: 1 } }];
      await this.ports.store.commit({ appends: [{ stream, expect: "none", events }] });
    }
    await this.drain();
    return this;
  }

  async drain(): Promise<void> {
    const handle = ({ stream }: { readonly stream: string }) => {
      throw Object.assign(new Error(`no\n${stream}\u001b[2J`), { permanent: true });
    };
    await drain(this.ports, [tallies(), { name: "mails", types: ["Counted"], handle }]);
  }

  async run(...args: readonly string[]): Promise<Outcome> {
    const [out, errors]: [string[], string[]] = [[], []];
    const code = await runProgram(args, {
      open: () => {
        this.opened++;
        return Promise.resolve(this.operations);
      },
      write: (line) => out.push(line),
      writeError: (line) => errors.push(line),
    });
    return { code, out, errors };
  }

  async lastEvent(): Promise<unknown> {
    const after = await this.ports.store.head() - 1;
    const { events: [event] } = await this.ports.store.readLog({ after, limit: 1 });
    return [event?.type, event?.metadata.actor];
  }
}

Deno.test("projections list shows how each is doing", async () => {
  const { code, out, errors } = await (await new Place().prepare()).run("projections", "list");

  assertEquals([code, errors], [0, []]);
  assertEquals(out, [
    "NAME     STATE    GENERATION  POSITION  BEHIND  REBUILD",
    "tallies  stopped  1           2         0       -",
  ]);
});

Deno.test("projections list --json writes what the web answers", async () => {
  const place = await new Place().prepare();

  const { code, out } = await place.run("projections", "list", "--json");

  assertEquals(code, 0);
  const items = await projectionStatus(place.ports.store);
  assertEquals(out.map((line) => JSON.parse(line)), [{ items }]);
});

Deno.test("projections rebuild asks, and the list shows it until it is done", async () => {
  const place = await new Place().prepare();

  const asked = await place.run("projections", "rebuild", "tallies", "--as", "ada");
  const during = await place.run("projections", "list");
  const event = await place.lastEvent();
  await place.drain();
  const after = await place.run("projections", "list");

  assertEquals([asked.code, asked.out], [0, ["Asked for a rebuild of tallies"]]);
  assertMatch(during.out[1] ?? "", /generation 2 at 0, 3 to go$/);
  assertEquals(event, ["portico.ProjectionRebuildAsked", "ada"]);
  assertMatch(after.out[1] ?? "", /^tallies {2}stopped {2}2 .* -$/);
});

Deno.test("what is not there is an error, on standard error", async () => {
  const place = await new Place().prepare();

  const outcomes = [
    await place.run("projections", "rebuild", "nobody"),
    await place.run("dead-letters", "redrive", "mails:7"),
    await place.run("dead-letters", "discard", "nothing", "--json"),
  ];

  assertEquals(outcomes, [
    { code: 1, out: [], errors: ['Projection "nobody" not found'] },
    { code: 1, out: [], errors: ['Cannot find the dead letter "mails:7"'] },
    { code: 1, out: [], errors: ['Cannot find the dead letter "nothing"'] },
  ]);
  assertEquals([place.opened, place.closed], [3, 3]);
});

Deno.test("dead-letters list shows each on a line of its own", async () => {
  const place = await new Place().prepare();

  const all = await place.run("dead-letters", "list");
  const page = await place.run("dead-letters", "list", "--limit", "1", "--json");
  const { items, next } = JSON.parse(page.out[0] ?? "");
  const rest = await place.run("dead-letters", "list", "--json", "--after", next);

  assertEquals(all.out, [
    "ID       TYPE     STREAM  ATTEMPTS  ASKED  ERROR",
    "mails:1  Counted  a       1         -      no a [2J",
    "mails:2  Counted  b       1         -      no b [2J",
  ]);
  assertEquals(items.map(({ id }: { readonly id: string }) => id), ["mails:1"]);
  assertEquals(JSON.parse(rest.out[0] ?? "").items[0].id, "mails:2");
  assertEquals(JSON.parse(rest.out[0] ?? "").next, null);
});

Deno.test("dead-letters redrive and discard ask, one or all", async () => {
  const place = await new Place().prepare();

  const one = await place.run("dead-letters", "redrive", "mails:1");
  const event = await place.lastEvent();
  const all = await place.run("dead-letters", "redrive", "--all", "mails", "--json");
  const gone = await place.run("dead-letters", "discard", "mails:2", "--as", "grace");
  const discarded = await place.lastEvent();

  assertEquals([one.code, one.out], [0, ["Asked to redrive mails:1"]]);
  assertEquals(event, ["portico.DeadLetterRedriven", "operator"]);
  assertEquals(JSON.parse(all.out[0] ?? ""), {
    subscription: "mails",
    asked: "redrive",
    redriven: 1,
  });
  assertEquals([gone.code, gone.out], [0, ["Asked to discard mails:2"]]);
  assertEquals(discarded, ["portico.DeadLetterDiscarded", "grace"]);
});

Deno.test("what is not understood is an error before anything is opened", async () => {
  const place = new Place();

  for (
    const args of [
      [],
      ["nonsense"],
      ["projections"],
      ["projections", "rebuild"],
      ["projections", "rebuild", "a", "b"],
      ["projections", "list", "--nonsense"],
      ["dead-letters", "list", "--limit", "0"],
      ["dead-letters", "list", "--limit", "1e2"],
      ["dead-letters", "redrive"],
      ["dead-letters", "redrive", "mails:1", "--all", "mails"],
    ]
  ) {
    const { code, out, errors } = await place.run(...args);
    assertEquals([args, code, out, errors.length > 0], [args, 2, [], true]);
  }
  assertEquals(place.opened, 0);
});

Deno.test("help is written where answers are, for every group and command", async () => {
  const place = new Place();

  const whole = await place.run("--help");
  const group = await place.run("help", "dead-letters");
  const command = await place.run("dead-letters", "redrive", "--help");

  assertEquals([whole.code, group.code, command.code], [0, 0, 0]);
  assertMatch(whole.out.join("\n"), /projections[^]*dead-letters/);
  assertMatch(group.out.join("\n"), /list[^]*redrive[^]*discard/);
  assertMatch(command.out.join("\n"), /--all <subscription>/);
  assertEquals([whole.errors, place.opened], [[], 0]);
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
