import { assertEquals, assertNotEquals, assertObjectMatch, assertThrows } from "@std/assert";
import { contentOf, encodeChanges, isNothing } from "./encoded_changes.ts";
import { InvalidChanges, InvalidName, InvalidValue, LimitExceeded } from "./errors.ts";
import type { Changes, Check, Expectation, Put } from "./store.ts";

const limits = { valueBytes: 100, commitBytes: 250, commitItems: 10 };
const encode = (changes: Changes) => encodeChanges(changes, limits);
const put = (id: string, value: Put["value"] = 1): Put => ({
  collection: "c",
  id,
  expect: "any",
  value,
});
const event = { type: "T", data: { n: 1 } };

Deno.test("encodeChanges writes payloads as JSON text and keys as pairs", () => {
  const encoded = encode({
    id: "once",
    outcome: ["done"],
    appends: [{ stream: "s", expect: 2, events: [event, { ...event, metadata: { actor: "x" } }] }],
    puts: [
      { ...put("p", { a: "\0" }), unique: { k: "v" }, index: { i: "e", j: "f" } },
      { ...put("q"), value: undefined },
    ],
  });

  assertObjectMatch(encoded, { id: "once", outcome: '["done"]', checks: [] });
  const events = encoded.appends[0]?.events.map(({ data, metadata }) => [data, metadata]);
  assertEquals(events, [['{"n":1}', "{}"], ['{"n":1}', '{"actor":"x"}']]);
  assertEquals(encoded.puts.map(({ value, unique, index }) => [value, unique, index]), [
    ['{"a":"\\u0000"}', [["k", "v"]], [["i", "e"], ["j", "f"]]],
    [undefined, [], []],
  ]);
});

Deno.test("encodeChanges keeps nothing of what it was given", () => {
  const data = { list: [1] };
  const check = { collection: "c", id: "p", expect: "none" as Expectation };
  const unique = { k: "v" };
  const encoded = encode({
    appends: [{ stream: "s", expect: "any", events: [{ type: "T", data }] }],
    puts: [{ ...put("q"), unique }],
    checks: [check],
  });

  data.list.push(2);
  check.expect = "some";
  unique.k = "w";

  assertEquals(encoded.appends[0]?.events[0]?.copy.data, { list: [1] });
  assertEquals(encoded.checks, [{ collection: "c", id: "p", expect: "none" }]);
  assertEquals(encoded.puts[0]?.unique, [["k", "v"]]);
});

Deno.test("encodeChanges keeps of a check what a check has", () => {
  const key = { collection: "c", key: "k", value: "v", expect: "none" } as const;
  const noisy = { ...key, note: "not ours" };

  assertEquals(encode({ checks: [noisy] }).checks, [key]);
});

Deno.test("encodeChanges refuses a subject that is named twice", () => {
  const document: Check = { collection: "c", id: "p", expect: "any" };
  const key: Check = { collection: "c", key: "k", value: "v", expect: "none" };
  const append = { stream: "s", expect: "any", events: [] } as const;
  const twice: readonly Changes[] = [
    { appends: [append, append] },
    { puts: [put("p"), put("p")] },
    { puts: [put("p")], checks: [document] },
    { checks: [document, { ...document, expect: "none" }] },
    { checks: [key, key] },
  ];
  for (const changes of twice) assertThrows(() => encode(changes), InvalidChanges, "twice");
  encode({ appends: [append, { ...append, stream: "t" }], puts: [put("p")], checks: [key] });
});

Deno.test("encodeChanges refuses what is no expectation, and keys of a deletion", () => {
  for (const expect of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => encode({ puts: [{ ...put("p"), expect }] }), InvalidChanges);
  }
  const deletion = { ...put("p"), value: undefined };
  assertThrows(() => encode({ puts: [{ ...deletion, unique: { k: "v" } }] }), InvalidChanges);
  assertThrows(() => encode({ puts: [{ ...deletion, index: { i: "v" } }] }), InvalidChanges);
  encode({ puts: [{ ...deletion, unique: {}, index: {} }] });
});

Deno.test("encodeChanges refuses names and values before anything else is looked at", () => {
  assertThrows(() => encode({ id: "" }), InvalidName);
  assertThrows(() => encode({ puts: [put("a\0")] }), InvalidName, "document id");
  assertThrows(() => encode({ outcome: NaN }), InvalidValue);
  assertThrows(() => encode({ puts: [put("p", [NaN]), put("p")] }), InvalidValue);
});

Deno.test("encodeChanges counts events, pure checks, puts and checks", () => {
  const events = (count: number) => Array.from({ length: count }, () => event);
  const full: Changes = {
    appends: [{ stream: "s", expect: "any", events: events(7) }, {
      stream: "t",
      expect: "any",
      events: [],
    }],
    puts: [put("p")],
    checks: [{ collection: "c", id: "q", expect: "any" }],
  };

  encode(full);
  const error = assertThrows(() => encode({ ...full, puts: [put("p"), put("r")] }), LimitExceeded);
  assertObjectMatch(error, { limit: "commitItems", allowed: 10, actual: 11 });
});

Deno.test("encodeChanges measures values in UTF-8 bytes of their JSON", () => {
  encode({ puts: [put("p", "x".repeat(98))] });
  encode({ puts: [put("p", "€".repeat(32))] });

  const ascii = assertThrows(() => encode({ puts: [put("p", "x".repeat(99))] }), LimitExceeded);
  assertObjectMatch(ascii, { limit: "valueBytes", allowed: 100, actual: 101 });
  const euros = assertThrows(() => encode({ puts: [put("p", "€".repeat(33))] }), LimitExceeded);
  assertObjectMatch(euros, { limit: "valueBytes", actual: 101 });
  assertThrows(() => encode({ outcome: "x".repeat(99) }), LimitExceeded);
});

Deno.test("encodeChanges measures the commit as a whole", () => {
  const values = ["a", "b"].map((id) => put(id, "x".repeat(98)));
  encode({ puts: values, outcome: "x".repeat(48) });

  const error = assertThrows(
    () => encode({ puts: values, outcome: "x".repeat(49) }),
    LimitExceeded,
  );
  assertObjectMatch(error, { limit: "commitBytes", allowed: 250, actual: 251 });
});

Deno.test("isNothing holds for changes that do, check and remember nothing", () => {
  assertEquals([{}, { appends: [], puts: [], checks: [] }].map((none) => isNothing(encode(none))), [
    true,
    true,
  ]);
  const some: readonly Changes[] = [
    { id: "once" },
    { puts: [put("p")] },
    { checks: [{ collection: "c", id: "p", expect: "any" }] },
    { appends: [{ stream: "s", expect: "any", events: [] }] },
  ];
  assertEquals(some.map((changes) => isNothing(encode(changes))), some.map(() => false));
});

Deno.test("contentOf is the same for the same changes, whatever their id", () => {
  const changes = { id: "a", puts: [put("p", { n: 1 })], appends: [], outcome: null };

  assertEquals(contentOf(encode(changes)), contentOf(encode(structuredClone(changes))));
  assertEquals(contentOf(encode(changes)), contentOf(encode({ ...changes, id: "b" })));
});

Deno.test("contentOf differs for whatever differs", () => {
  const append = { stream: "s", expect: "any", events: [event] } as const;
  const check: Check = { collection: "c", id: "p", expect: "any" };
  const different: readonly Changes[] = [
    {},
    { outcome: 1 },
    { outcome: "1" },
    { appends: [append] },
    { appends: [{ ...append, expect: "none" }] },
    { appends: [{ ...append, stream: "t" }] },
    { appends: [{ ...append, events: [{ ...event, id: "e" }] }] },
    { appends: [{ ...append, events: [{ ...event, type: "U" }] }] },
    { appends: [{ ...append, events: [{ ...event, metadata: { actor: "x" } }] }] },
    { appends: [{ ...append, events: [event, event] }] },
    { puts: [put("p")] },
    { puts: [put("p", null)] },
    { puts: [put("p", "null")] },
    { puts: [{ ...put("p"), value: undefined }] },
    { puts: [{ ...put("p"), unique: { k: "v" } }] },
    { puts: [{ ...put("p"), index: { k: "v" } }] },
    { puts: [put("p"), put("q")] },
    { checks: [check] },
    { checks: [{ ...check, id: "q" }] },
    { checks: [{ ...check, expect: "none" }] },
    { checks: [{ collection: "c", key: "id", value: "p", expect: "none" }] },
  ];
  const contents = different.map((changes) => contentOf(encode(changes)));

  for (const [index, content] of contents.entries()) {
    for (const other of contents.slice(index + 1)) assertNotEquals(content, other);
  }
});
