import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Member, shareOut } from "./assigner.ts";

const users = { users: [0, 1, 2, 3] };

function member(id: string, held: readonly number[] = [], topics = ["users"]): Member {
  return { id, topics, held: { users: [...held] } };
}

function shares(members: readonly Member[], partitions = users) {
  return Object.fromEntries(shareOut(members, partitions));
}

Deno.test("shareOut gives as many to each, whatever the order of the members", () => {
  const expected = { a: { users: [0, 2] }, b: { users: [1, 3] } };

  assertEquals(shares([member("a"), member("b")]), expected);
  assertEquals(shares([member("b"), member("a")]), expected);
});

Deno.test("shareOut leaves with a member what it has in work", () => {
  assertEquals(shares([member("a", [0, 1]), member("b")]), {
    a: { users: [0, 1] },
    b: { users: [2, 3] },
  });
  assertEquals(shares([member("a", [0, 1, 2, 3]), member("b")]), {
    a: { users: [0, 1, 2, 3] },
    b: {},
  });
});

Deno.test("shareOut gives to one of two that hold the same", () => {
  assertEquals(shares([member("a", [1]), member("b", [1])]), {
    a: { users: [1, 2] },
    b: { users: [0, 3] },
  });
});

Deno.test("shareOut gives a topic to those alone who want it", () => {
  const partitions = { users: [0, 1], orders: [0] };

  assertEquals(shares([member("a", [], ["users", "orders"]), member("b")], partitions), {
    a: { users: [0], orders: [0] },
    b: { users: [1] },
  });
  assertEquals(shares([member("a", [0], ["orders"])], partitions), { a: { orders: [0] } });
});

Deno.test("shareOut gives every partition to one, and what is held to a holder", () => {
  const partition = fc.integer({ min: 0, max: 15 });
  const members = fc.array(fc.uniqueArray(partition), { minLength: 1, maxLength: 5 })
    .map((all) => all.map((held, index) => member(`m${index}`, held)));

  fc.assert(fc.property(members, (members) => {
    const numbers = Array.from({ length: 16 }, (_, n) => n);
    const given = shareOut(members, { users: numbers });

    const owners = numbers.map((number) =>
      members.filter(({ id }) => given.get(id)?.users?.includes(number))
    );
    for (const [number, [owner, ...others]] of owners.entries()) {
      assert(owner !== undefined && others.length === 0);
      const holds = ({ held }: Member) => held.users?.includes(number) ?? false;
      assertEquals(holds(owner), members.some(holds));
    }
  }));
});
