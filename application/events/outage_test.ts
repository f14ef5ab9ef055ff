import { assert, assertEquals } from "@std/assert";
import { memoryClock } from "../../adapters/memory/mod.ts";
import { Outage } from "./outage.ts";

Deno.test("an outage begins when five different streams fail in a row", () => {
  const { outage } = quiet();

  fail(outage, 4);
  outage.failed("stream 1");
  assertEquals([outage.on, outage.wait], [false, 0]);
  outage.failed("stream 5");

  assert(outage.on);
  assert(outage.wait > 0);
});

Deno.test("a success between the failures is no outage, and ends one", () => {
  const { outage } = quiet();

  fail(outage, 4);
  outage.succeeded();
  outage.failed("stream 5");
  assertEquals(outage.on, false);
  fail(outage, 5);
  assert(outage.on);
  outage.succeeded();

  assertEquals([outage.on, outage.wait, outage.probes], [false, 0, 0]);
});

Deno.test("probes of an outage follow each other ever more slowly, up to ten seconds", () => {
  const { outage, clock } = quiet();
  const waits: number[] = [];

  fail(outage, 5);
  for (let probe = 0; probe < 8; probe++) {
    waits.push(outage.wait);
    clock.advance(outage.wait);
    outage.failed("stream 1");
  }

  assertEquals(waits, [250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
});

Deno.test("what was running when an outage was noticed is no probe", () => {
  const { outage, clock } = quiet();
  fail(outage, 5);
  clock.advance(100);

  outage.failed("stream 6");

  assertEquals([outage.wait, outage.probes], [150, 1]);
});

function quiet() {
  const clock = memoryClock();
  return { clock, outage: new Outage({ clock, random: () => 0 }) };
}

function fail(outage: Outage, streams: number): void {
  for (let stream = 1; stream <= streams; stream++) outage.failed(`stream ${stream}`);
}
