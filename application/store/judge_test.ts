import { assertEquals, assertObjectMatch, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encodeChanges } from "./encoded_changes.ts";
import { UniqueViolation, VersionConflict } from "./errors.ts";
import { judge, type StoredVersions } from "./judge.ts";
import type { Changes, Check, Expectation, Put } from "./store.ts";

const limits = { valueBytes: 1000, commitBytes: 1000, commitItems: 100 };

/** Stream "three" at 3, document "p" at 7 holding the key "v", document "q" at 8 holding "w". */
const stored: StoredVersions = {
  ofStream: (stream) => stream === "three" ? 3 : 0,
  ofDocument: (_, id) => id === "p" ? 7 : id === "q" ? 8 : 0,
  holder: (_, __, value) =>
    value === "v" ? { id: "p", version: 7 } : value === "w" ? { id: "q", version: 8 } : undefined,
};

const expectation = fc.constantFrom<Expectation>("none", "some", "any", 0, 1, 3, 7, 8);

Deno.test("judge passes exactly the expectations that hold, of whatever subject", () => {
  const subjects = fc.constantFrom("stream", "put", "check");
  fc.assert(fc.property(subjects, fc.boolean(), expectation, (kind, exists, expect) => {
    const changes = changesOf(kind, exists, expect);
    const actual = exists ? (kind === "stream" ? 3 : 7) : 0;

    assertStrictEquals(passes(changes), holds(actual, expect));
  }));
});

Deno.test("judge answers the versions of streams before the commit, in their order", () => {
  const appends = [
    { stream: "new", expect: "none", events: [{ type: "T", data: 1 }] },
    { stream: "three", expect: 3, events: [] },
  ] as const;

  assertEquals(judge(encodeChanges({ appends }, limits), stored), [0, 3]);
});

Deno.test("judge says subject, expected and actual", () => {
  const stream = { appends: [{ stream: "three", expect: 2, events: [] }] };
  assertObjectMatch(assertThrows(() => judgeAll(stream), VersionConflict), {
    subject: { stream: "three" },
    expected: 2,
    actual: 3,
  });

  const check = { collection: "c", id: "p", expect: "none" } as const;
  assertObjectMatch(assertThrows(() => judgeAll({ checks: [check] }), VersionConflict), {
    subject: { collection: "c", id: "p" },
    expected: "none",
    actual: 7,
  });
});

Deno.test("judge of a key check says who holds the key, by version", () => {
  const check: Check = { collection: "c", key: "k", value: "v", expect: "none" };

  assertObjectMatch(assertThrows(() => judgeAll({ checks: [check] }), VersionConflict), {
    subject: { collection: "c", key: "k", value: "v" },
    expected: "none",
    actual: 7,
  });
  judgeAll({ checks: [{ ...check, value: "free" }] });
});

Deno.test("judge leaves a key to its holder, and refuses it to others", () => {
  judgeAll({ puts: [put("p", "v")] });
  judgeAll({ puts: [put("r", "free")] });

  assertObjectMatch(assertThrows(() => judgeAll({ puts: [put("r", "v")] }), UniqueViolation), {
    collection: "c",
    key: "k",
    value: "v",
  });
});

Deno.test("judge frees the keys of every document of the commit before any is taken", () => {
  judgeAll({ puts: [put("p", "w"), put("q", "v")] });
  judgeAll({ puts: [put("r", "v"), put("p")] });
  judgeAll({
    puts: [{ collection: "c", id: "p", expect: "some", value: undefined }, put("r", "v")],
  });

  const elsewhere = { ...put("p"), collection: "other" };
  assertThrows(() => judgeAll({ puts: [put("r", "v"), elsewhere] }), UniqueViolation);
});

Deno.test("judge refuses one key to two documents of one commit", () => {
  assertThrows(() => judgeAll({ puts: [put("r", "free"), put("s", "free")] }), UniqueViolation);
  assertThrows(() => judgeAll({ puts: [put("p", "v"), put("s", "v")] }), UniqueViolation);
  judgeAll({ puts: [put("r", "free"), { ...put("s", "free"), collection: "other" }] });
});

Deno.test("judge looks at expectations before keys", () => {
  const both = { ...put("r", "v"), expect: "some" } as const;

  assertThrows(() => judgeAll({ puts: [both] }), VersionConflict);
});

function judgeAll(changes: Changes): void {
  judge(encodeChanges(changes, limits), stored);
}

function passes(changes: Changes): boolean {
  try {
    judgeAll(changes);
    return true;
  } catch (error) {
    if (error instanceof VersionConflict) return false;
    throw error;
  }
}

function changesOf(
  kind: "stream" | "put" | "check",
  exists: boolean,
  expect: Expectation,
): Changes {
  const document = { collection: "c", id: exists ? "p" : "absent", expect };
  switch (kind) {
    case "stream":
      return { appends: [{ stream: exists ? "three" : "absent", expect, events: [] }] };
    case "put":
      return { puts: [{ ...document, value: 1 }] };
    case "check":
      return { checks: [document] };
  }
}

function holds(actual: number, expect: Expectation): boolean {
  if (typeof expect === "number") return actual === expect;
  return expect === "any" || (expect === "some") === actual > 0;
}

function put(id: string, key?: string): Put {
  const keys = key === undefined ? {} : { unique: { k: key } };
  return { collection: "c", id, expect: "any", value: 1, ...keys };
}
