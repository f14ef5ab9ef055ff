import { assert, assertEquals, assertExists, assertInstanceOf, assertRejects } from "@std/assert";
import { assertObjectMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { afterEach, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";

class Coded extends Error {
  constructor(code: string) {
    super(code);
    this.code = code;
  }
  readonly code: string;
}

abstract class Kind extends Error {
  abstract readonly kind: string;
}

class Refused extends Kind {
  override readonly kind = "refused";
}

describe("std aliases", () => {
  const seen: string[] = [];
  beforeAll(() => void seen.push("all"));
  beforeEach(() => void seen.push("before"));
  afterEach(() => void seen.push("after"));

  it("narrow what they assert", () => {
    const given: { readonly name?: string } = JSON.parse(`{ "name": "Ada" }`);
    assert(given.name !== undefined);
    const name: string = given.name;
    const second: string | undefined = [name, name][1];
    assertExists(second);
    const length: number = second.length;
    assertStrictEquals(length, 3);

    const thrown: unknown = new Coded("a/b");
    assertInstanceOf(thrown, Coded);
    assertEquals(thrown.code, "a/b");
  });

  it("give back the typed error", async () => {
    const thrown = assertThrows(() => fails(), Coded, "users/");
    assertEquals(thrown.code, "users/email-taken");

    const rejected = await assertRejects(() => Promise.reject(new Refused("no")), Kind);
    assertEquals(rejected.kind, "refused");
  });

  it("fail on what does not hold", async () => {
    assertThrows(() => assertEquals({ a: 1 }, { a: 2 }));
    assertThrows(() => assertObjectMatch({ a: 1, b: 2 }, { a: 2 }));
    await assertRejects(() => assertRejects(() => Promise.resolve()));
  });

  it("run hooks in order", () => {
    assertEquals(seen.slice(0, 4), ["all", "before", "after", "before"]);
  });
});

function fails(): never {
  throw new Coded("users/email-taken");
}
