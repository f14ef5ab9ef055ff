import { assertNotEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { type Subject, subjectName, VersionConflict } from "./errors.ts";

/** Names made of what a careless joining would confuse. */
const name = fc.array(
  fc.constantFrom("a", '"', "\\", " of ", "key ", "document ", "stream ", '" of "'),
  { minLength: 1, maxLength: 4 },
).map((parts) => parts.join(""));

const subject: fc.Arbitrary<Subject> = fc.oneof(
  name.map((stream) => ({ stream })),
  fc.tuple(name, name).map(([collection, id]) => ({ collection, id })),
  fc.tuple(name, name, name).map(([collection, key, value]) => ({ collection, key, value })),
);

Deno.test("subjectName gives one name to one subject only", () => {
  fc.assert(
    fc.property(subject, subject, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);

      assertStrictEquals(subjectName(one) === subjectName(other), same);
    }),
    { numRuns: 5000 },
  );
});

Deno.test("subjectName tells quotes in a name from quotes around it", () => {
  const inValue = subjectName({ collection: "c", key: "k", value: 'a" "b' });
  const inKey = subjectName({ collection: "c", key: 'k "a"', value: "b" });

  assertNotEquals(inValue, inKey);
});

Deno.test("a VersionConflict says subject, expected and actual", () => {
  const conflict = new VersionConflict({ collection: "lamps", id: "hall" }, "none", 7);

  assertStrictEquals(
    conflict.message,
    'Cannot commit: document "hall" of "lamps" is at version 7, expected none',
  );
});
