import { assertEquals, assertThrows } from "@std/assert";
import type { Recorded } from "../store/store.ts";
import { BrokenStream, fold } from "./fold.ts";

type Counted = { readonly type: "Counted"; readonly data: number };

const counter = { initial: 10, evolve: (total: number, { data }: Counted) => total + data };
const codec = { decode: (event: Recorded) => event as Recorded<Counted> };

Deno.test("fold gives the initial state of a stream without events", () => {
  assertEquals(fold(counter, codec, "a", []), 10);
});

Deno.test("fold evolves the state by every event, in order", () => {
  const digits = { initial: "", evolve: (seen: string, { data }: Counted) => `${seen}${data}` };

  assertEquals(fold(digits, codec, "a", [counted(1), counted(2), counted(3)]), "123");
});

Deno.test("fold decodes before it evolves", () => {
  const doubling = {
    decode: (event: Recorded) => ({ ...event, data: Number(event.data) * 2 }) as Recorded<Counted>,
  };

  assertEquals(fold(counter, doubling, "a", [counted(1)]), 12);
});

Deno.test("[E-7] fold refuses a gap, a repetition, and a stream without its beginning", () => {
  assertThrows(() => fold(counter, codec, "a", [counted(1), counted(3)]), BrokenStream);
  assertThrows(() => fold(counter, codec, "a", [counted(1), counted(1)]), BrokenStream);
  assertThrows(() => fold(counter, codec, "a", [counted(2)]), BrokenStream);
});

Deno.test("[E-7] fold refuses an event of another stream", () => {
  const error = assertThrows(
    () => fold(counter, codec, "a", [counted(1), counted(2, "b")]),
    BrokenStream,
    `found version 2 of "b"`,
  );

  assertEquals([error.stream, error.permanent], ["a", true]);
});

function counted(version: number, stream = "a"): Recorded {
  return {
    id: `${stream}${version}`,
    type: "Counted",
    data: version,
    stream,
    version,
    position: version,
    recordedAt: "2026-01-01T00:00:00.000Z",
    metadata: {},
  };
}
