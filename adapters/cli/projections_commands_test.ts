import { assertEquals, assertMatch } from "@std/assert";
import { drain } from "../../application/events/drain.ts";
import { projectionStatus } from "../../application/events/projection_status.ts";
import { tallies } from "../conformance/projection_samples.ts";
import { type CommandLine, commandLine, type Given } from "./testdata/command_line.ts";

/** An application in which a projection has seen two events. */
async function counted(given: Given = {}): Promise<CommandLine> {
  const portico = await commandLine({ subscriptions: [tallies()], ...given });
  const { ports } = portico.application;
  for (const stream of ["a", "b"]) {
    const events = [{ type: "Counted", data: { n: 1 } }];
    await ports.store.commit({ appends: [{ stream, expect: "none", events }] });
  }
  await drain(ports, [tallies()]);
  return portico;
}

Deno.test("projections list shows how each is doing, to programs as over HTTP", async () => {
  await using portico = await counted();

  const { code, out, errors } = await portico.run("projections", "list");
  const json = await portico.json("projections", "list");

  assertEquals([code, errors], [0, []]);
  assertEquals(out, [
    "NAME     STATE    GENERATION  POSITION  BEHIND  REBUILD",
    "tallies  stopped  1           2         0       -",
  ]);
  const items = await projectionStatus(portico.application.ports.store);
  assertEquals(json, { items, next: null });
});

Deno.test("projections list says so when there is nothing to show", async () => {
  await using portico = await commandLine();

  assertEquals((await portico.run("projections", "list")).out, [
    "No projection has ever run on this store",
  ]);
});

Deno.test("projections rebuild asks for it and sees to it, where no other process does", async () => {
  await using portico = await counted();

  const asked = await portico.run("projections", "rebuild", "tallies", "--as", "ada");
  const after = await portico.run("projections", "list");
  const { items } = await portico.json("events", "list", "--after", "2");

  assertEquals(asked, { code: 0, out: ["Asked for a rebuild of tallies"], errors: [] });
  assertMatch(after.out[1] ?? "", /^tallies {2}stopped {2}2 .* -$/);
  assertEquals([items[0].type, items[0].metadata.actor], ["portico.ProjectionRebuildAsked", "ada"]);
});

Deno.test("projections rebuild leaves it to the worker outside, and says when it is not done", async () => {
  await using portico = await counted({ worker: "outside" });
  const before = portico.clock.monotonic();

  const asked = await portico.run("projections", "rebuild", "tallies", "--json");
  const during = await portico.run("projections", "list");

  assertEquals(asked.code, 0);
  assertEquals(JSON.parse(asked.out.join()), { projection: "tallies", asked: "rebuild" });
  assertMatch(asked.errors.join(), /^Not all that follows is done yet/);
  assertEquals(portico.clock.monotonic() - before >= 10_000, true);
  assertMatch(during.out[1] ?? "", /generation 2 at 0, 3 to go$/);
});

Deno.test("projections rebuild of what is not there is an error", async () => {
  await using portico = await counted();

  const outcome = await portico.run("projections", "rebuild", "nobody");

  assertEquals(outcome, { code: 1, out: [], errors: ['Projection "nobody" not found'] });
});
