import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { InvalidInput } from "../kernel/errors.ts";
import { parseEmailAddress } from "./email_address.ts";

const valid = [
  "ada@example.org",
  "a.b+c_d-e@sub.example.co.uk",
  "o'hara@example.org",
  "用户@例子.广告",
  "zoë@münchen.example",
  "a@xn--bcher-kva.example",
  `${"a".repeat(64)}@example.org`,
];

const invalid = [
  "",
  " ",
  "@",
  "ada",
  "ada@",
  "@example.org",
  "ada@localhost",
  "ada@example.",
  "ada@.org",
  "ada@example..org",
  "ada@-example.org",
  "ada@example-.org",
  "ada@127.0.0.1",
  "ada@[127.0.0.1]",
  "ada@@example.org",
  "ada@bob@example.org",
  ".ada@example.org",
  "ada.@example.org",
  "a..b@example.org",
  "ada lovelace@example.org",
  "ada@exam ple.org",
  '"ada lovelace"@example.org',
  "Ada <ada@example.org>",
  "ada@example.org,bob@example.org",
  "ada@example.org\n",
  "\tada@example.org",
  "ada@example.org\r\nBcc: eve@example.org",
  "ada\0@example.org",
  "ada\u200b@example.org",
  "ada@exa\ud800mple.org",
  `${"a".repeat(65)}@example.org`,
  `ada@${"a".repeat(64)}.org`,
];

test("[L-4] parseEmailAddress makes one address of all spellings of its letters", () => {
  const addresses = ["Case@x.org", "case@X.ORG", " CASE@X.org  "].map(parseEmailAddress);

  assertEquals(addresses, ["case@x.org", "case@x.org", "case@x.org"]);
  assertEquals(parseEmailAddress("zoe\u0308@x.org"), parseEmailAddress("zo\u00eb@x.org"));
});

test("parseEmailAddress takes what mail servers take", () => {
  for (const address of valid) assertEquals(parseEmailAddress(address), address);
});

test("[L-4] parseEmailAddress refuses what is no address", () => {
  for (const input of invalid) assertRefused(input);
  for (const input of [undefined, null, 7, {}, ["ada@example.org"]]) assertRefused(input);
});

test("[L-4] parseEmailAddress takes 254 bytes and refuses 255 and 300", () => {
  assertEquals(parseEmailAddress(ofLength(254)).length, 254);
  assertRefused(ofLength(255));
  assertRefused(ofLength(300));
  // 200 characters, but more bytes.
  assertRefused(
    `a@${"例".repeat(20)}.${"例".repeat(20)}.${"例".repeat(20)}.${"例".repeat(40)}.org`,
  );
});

test("parseEmailAddress answers a megabyte of anything at once", () => {
  const started = performance.now();

  for (const unit of ["a", "a.", "a@", ".", "-", "a-"]) assertRefused(unit.repeat(500_000));
  for (const unit of ["a", "a.", "a@", ".", "-", "a-"]) assertRefused(unit.repeat(120) + "!");

  assert(performance.now() - started < 2000);
});

test("parseEmailAddress gives what it gives again, however it is typed", () => {
  fc.assert(fc.property(fc.emailAddress(), fc.infiniteStream(fc.boolean()), (address, upper) => {
    const typed = [...address].map((letter) => upper.next().value ? letter.toUpperCase() : letter);

    const parsed = attempt(typed.join(""));

    if (parsed === undefined) return;
    assertEquals(parsed, parseEmailAddress(address));
    assertEquals(parseEmailAddress(parsed), parsed);
  }));
});

test("parseEmailAddress never lets through what could leave its line or its field", () => {
  const nasty = [
    "\r",
    "\n",
    "\0",
    "\u2028",
    "\u200b",
    "\ud800",
    " ",
    ",",
    ";",
    "<",
    ">",
    '"',
    "(",
    "@",
  ];
  const text = fc.string({ unit: fc.constantFrom("a", "é", "-", ".", ...nasty), maxLength: 6 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const parsed = attempt(`${left}@${right}.org`);

      if (parsed !== undefined) {
        assert(/^[^\p{C}\p{Z},;:<>()[\]"\\@]+@[^\p{C}\p{Z}@]+$/u.test(parsed));
      }
    }),
    { numRuns: 2000 },
  );
});

function ofLength(length: number): string {
  const rest = length - "a@.org".length;
  const labels = Array.from({ length: Math.floor(rest / 50) }, () => "b".repeat(49) + ".");
  return `a@${labels.join("")}${"c".repeat(rest - labels.length * 50)}.org`;
}

function attempt(input: string): string | undefined {
  try {
    return parseEmailAddress(input);
  } catch {
    return undefined;
  }
}

function assertRefused(input: unknown): void {
  const { issues } = assertThrows(() => parseEmailAddress(input), InvalidInput);
  assertEquals(issues, [{ path: "", message: "Invalid email format" }]);
}
