import { assertEquals, assertRejects } from "@std/assert";
import { OutcomeUnknown, StoreUnavailable } from "../../application/store/errors.ts";
import type { Changes } from "../../application/store/store.ts";
import { denoKvStore } from "./mod.ts";
import { type Around, committing } from "./testdata/failing_kv.ts";
import { systemPorts } from "../testdata/system_ports.ts";

const lost = new Error("connection reset");
const locked = new TypeError("database is locked");

/** Commits of every kind: with events, with documents only, with `any`, with an id. */
const kinds: readonly Changes[] = [
  { appends: [{ stream: "a", expect: "none", events: [{ type: "Lit", data: 1 }] }] },
  { puts: [{ collection: "c", id: "p", expect: "none", value: 1 }] },
  { puts: [{ collection: "c", id: "p", expect: "any", value: 2 }] },
  { id: "once", appends: [{ stream: "b", expect: "any", events: [{ type: "Lit", data: 2 }] }] },
];

/** Answers every first attempt wrongly. */
function everySecond(lie: Around): Around {
  let attempts = 0;
  return (commit) => attempts++ % 2 === 0 ? lie(commit) : commit();
}

const lies: Readonly<Record<string, Around>> = {
  "whose answer is lost": async (commit) => {
    await commit();
    throw lost;
  },
  "that is lost": () => Promise.reject(lost),
  "that finds the database locked": () => Promise.reject(locked),
};

for (const [what, lie] of Object.entries(lies)) {
  Deno.test(`a commit ${what} is sent again, and has one effect`, async () => {
    using kv = await Deno.openKv(":memory:");
    await using store = await denoKvStore(committing(kv, everySecond(lie)), systemPorts);

    const answers = [];
    for (const changes of kinds) answers.push(await store.commit(changes));

    assertEquals(answers.map(({ repeated }) => repeated), [false, false, false, false]);
    assertEquals((await store.readStream("a")).length, 1);
    assertEquals((await store.readStream("b")).length, 1);
    assertEquals((await store.get("c", "p"))?.version, 2);
  });
}

Deno.test("a group of 64 whose answer is lost, and that another follows, has one effect", async () => {
  using kv = await Deno.openKv(":memory:");
  const other = await denoKvStore(kv, systemPorts);
  let attempts = 0;
  const around: Around = async (commit) => {
    const answer = await commit();
    if (attempts++ > 0) return answer;
    // The head has moved on when the group is sent again.
    await other.commit({ appends: [{ stream: "other", expect: "any", events: [lit] }] });
    throw lost;
  };
  await using store = await denoKvStore(committing(kv, around), systemPorts);

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => store.commit({ appends: [one] })),
  );

  assertEquals(answers.map(({ repeated }) => repeated), Array(64).fill(false));
  assertEquals((await store.readStream("a")).map(({ version }) => version), oneTo(64));
  await other[Symbol.asyncDispose]();
});

Deno.test("a commit that never arrived, and that another overtook, is judged anew", async () => {
  using kv = await Deno.openKv(":memory:");
  const other = await denoKvStore(kv, systemPorts);
  let attempts = 0;
  const around: Around = async (commit) => {
    if (attempts++ > 0) return await commit();
    await other.commit({ appends: [one] });
    throw lost;
  };
  await using store = await denoKvStore(committing(kv, around), systemPorts);

  const { streamVersions } = await store.commit({ appends: [one] });

  assertEquals(streamVersions, [2]);
  assertEquals((await store.readStream("a")).length, 2);
  await other[Symbol.asyncDispose]();
});

Deno.test("a commit of which nothing is heard is unknown, and its id tells later", async () => {
  using kv = await Deno.openKv(":memory:");
  const silent = committing(kv, async (commit) => {
    await commit();
    return await new Promise(() => {});
  });
  await using store = await denoKvStore(silent, systemPorts, { deadline: 50 });

  const error = await assertRejects(() => store.commit({ appends: [one] }), OutcomeUnknown);

  assertEquals((await store.receipt(error.id))?.streamVersions, [1]);
});

Deno.test("a commit is unavailable, not unknown, when the database stays locked", async () => {
  using kv = await Deno.openKv(":memory:");
  const busy = committing(kv, () => Promise.reject(locked));
  await using store = await denoKvStore(busy, systemPorts, { deadline: 50 });

  await assertRejects(() => store.commit({ appends: [one] }), StoreUnavailable);

  assertEquals(await store.head(), 0);
});

const lit = { type: "Lit", data: {} };
const one = { stream: "a", expect: "any", events: [lit] } as const;

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
