import { assertEquals, assertThrows } from "@std/assert";
import type { Recorded } from "../store/store.ts";
import { eventCodec, EventFromTheFuture, InvalidEvent } from "./codec.ts";

type LampLit = { readonly type: "LampLit"; readonly data: { readonly watts: number } };
type LampSold = { readonly type: "LampSold"; readonly data: { readonly price: number } };

const codec = eventCodec<LampLit | LampSold>({
  LampLit: {
    version: 2,
    parse: (data) => {
      const { watts } = data as LampLit["data"];
      if (typeof watts !== "number") throw new TypeError("watts is no number");
      return { watts };
    },
    upcasters: { 1: (data) => ({ watts: Number(data) }) },
  },
  LampSold: { version: 1, parse: (data) => data as LampSold["data"] },
});

Deno.test("a codec names its types", () => {
  assertEquals(codec.types, ["LampLit", "LampSold"]);
});

Deno.test("a codec encodes with today's schema version", () => {
  assertEquals(codec.encode({ type: "LampLit", data: { watts: 40 } }), {
    type: "LampLit",
    data: { watts: 40 },
    metadata: { schemaVersion: 2 },
  });
});

Deno.test("[E-11] a codec brings old events up to date and keeps their envelope", () => {
  const old = recorded("LampLit", "40", 1);

  assertEquals<unknown>(codec.decode(old), { ...old, data: { watts: 40 } });
});

Deno.test("a codec takes an event without a schema version for its first", () => {
  const { metadata: _, ...event } = recorded("LampLit", "40");

  assertEquals(codec.decode({ ...event, metadata: {} }).data, { watts: 40 });
});

Deno.test("a codec refuses data of another shape for good", () => {
  const error = assertThrows(() => codec.decode(recorded("LampLit", {}, 2)), InvalidEvent);

  assertEquals([error.permanent, error.position, error.type], [true, 7, "LampLit"]);
  assertEquals((error.cause as Error).message, "watts is no number");
});

Deno.test("a codec tells a newer shape from a wrong one", () => {
  const error = assertThrows(() => codec.decode(recorded("LampLit", {}, 3)), EventFromTheFuture);

  assertEquals([error.permanent, error.position], [false, 7]);
});

Deno.test("a codec takes a type it does not know for one from the future", () => {
  assertThrows(() => codec.decode(recorded("LampStolen", {})), EventFromTheFuture);
  assertThrows(() => codec.decode(recorded("constructor", {})), EventFromTheFuture);
});

function recorded(type: string, data: Recorded["data"], schemaVersion = 1): Recorded {
  return {
    id: "e7",
    type,
    data,
    stream: "hall",
    version: 3,
    position: 7,
    recordedAt: "2026-01-01T00:00:00.000Z",
    metadata: { schemaVersion },
  };
}
