import { assertEquals, assertMatch } from "@std/assert";
import { drain } from "../../application/events/drain.ts";
import { subscription } from "../../application/events/subscription.ts";
import { type CommandLine, commandLine } from "./testdata/command_line.ts";

/** An application with two dead letters, whose subscription fails until it is mended. */
async function broken(): Promise<{ readonly portico: CommandLine; readonly mend: () => void }> {
  let isMended = false;
  const mails = subscription({
    name: "mails",
    types: ["Counted"],
    handle: ({ stream }) => {
      if (isMended) return;
      throw Object.assign(new Error(`no\n${stream}\u001b[2J`), { permanent: true });
    },
  });
  const portico = await commandLine({ subscriptions: [mails] });
  const { ports } = portico.application;
  for (const stream of ["a", "b"]) {
    const events = [{ type: "Counted", data: { n: 1 } }];
    await ports.store.commit({ appends: [{ stream, expect: "none", events }] });
  }
  await drain(ports, [mails]);
  return { portico, mend: () => void (isMended = true) };
}

async function lastEvent({ application }: CommandLine): Promise<unknown> {
  const { store } = application.ports;
  const { events: [event] } = await store.readLog({ after: await store.head() - 1, limit: 1 });
  return [event?.type, event?.metadata.actor];
}

Deno.test("dead-letters list shows each on a line of its own, page by page", async () => {
  const { portico } = await broken();
  await using _ = portico;

  const all = await portico.run("dead-letters", "list");
  const page = await portico.json("dead-letters", "list", "--limit", "1");
  const rest = await portico.json("dead-letters", "list", "--after", page.next);
  const more = await portico.run("dead-letters", "list", "--limit", "1");

  assertEquals(all.out, [
    "ID       TYPE     STREAM  ATTEMPTS  ASKED  ERROR",
    "mails:1  Counted  a       1         -      no a [2J",
    "mails:2  Counted  b       1         -      no b [2J",
  ]);
  assertEquals(page.items.map(({ id }: { readonly id: string }) => id), ["mails:1"]);
  assertEquals([rest.items[0].id, rest.next], ["mails:2", null]);
  assertEquals(more.out[2], `More: --after ${page.next}`);
});

Deno.test("dead-letters show has the event, and what waits behind it", async () => {
  const { portico } = await broken();
  await using _ = portico;

  const { out } = await portico.run("dead-letters", "show", "mails:1");
  const letter = await portico.json("dead-letters", "show", "mails:1");

  assertMatch(
    out.join("\n"),
    /^ID[^]*\nmails:1 [^]*\nEvent: \{.*"Counted"[^]*\nWaiting behind it: 0$/,
  );
  assertEquals(letter, await portico.application.deadLetters.show("mails:1"));
});

Deno.test("dead-letters redrive has it tried again, and says when it failed again", async () => {
  const { portico, mend } = await broken();
  await using _ = portico;

  const failed = await portico.run("dead-letters", "redrive", "mails:1");
  const event = await lastEvent(portico);
  const still = await portico.json("dead-letters", "list");
  mend();
  const done = await portico.run("dead-letters", "redrive", "mails:1", "--as", "ada");
  const left = await portico.json("dead-letters", "list");

  assertEquals([failed.code, failed.out], [0, ["Asked to redrive mails:1"]]);
  assertMatch(failed.errors.join(), /^Not all that follows is done yet/);
  assertEquals([event, still.items.length], [["portico.DeadLetterRedriven", "operator"], 2]);
  assertEquals(done, { code: 0, out: ["Asked to redrive mails:1"], errors: [] });
  assertEquals(await lastEvent(portico), ["portico.DeadLetterRedriven", "ada"]);
  assertEquals(left.items.map(({ id }: { readonly id: string }) => id), ["mails:2"]);
});

Deno.test("dead-letters redrive --all has all of a subscription tried again", async () => {
  const { portico, mend } = await broken();
  await using _ = portico;
  mend();

  const all = await portico.run("dead-letters", "redrive", "--all", "mails", "--json");
  const { out } = await portico.run("dead-letters", "list");

  assertEquals([all.code, all.errors], [0, []]);
  assertEquals(JSON.parse(all.out.join()), {
    subscription: "mails",
    asked: "redrive",
    redriven: 2,
  });
  assertEquals(out, ["Nothing has failed for good"]);
});

Deno.test("dead-letters discard passes it over", async () => {
  const { portico } = await broken();
  await using _ = portico;

  const gone = await portico.run("dead-letters", "discard", "mails:2", "--as", "grace");
  const event = await lastEvent(portico);
  const { items } = await portico.json("dead-letters", "list");

  assertEquals(gone, { code: 0, out: ["Asked to discard mails:2"], errors: [] });
  assertEquals(event, ["portico.DeadLetterDiscarded", "grace"]);
  assertEquals(items.map(({ id }: { readonly id: string }) => id), ["mails:1"]);
});

Deno.test("a dead letter that is not there is an error, on standard error", async () => {
  const { portico } = await broken();
  await using _ = portico;

  for (const asked of ["show", "redrive", "discard"]) {
    for (const id of ["mails:7", "nothing"]) {
      const outcome = await portico.run("dead-letters", asked, id, "--json");
      const errors = [`Cannot find the dead letter "${id}"`];
      assertEquals(outcome, { code: 1, out: [], errors });
    }
  }
});
