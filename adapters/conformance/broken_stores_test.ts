/** Proof that the Store kit bites: each deliberate fault is caught by the case that is named. */

import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertObjectMatch,
  assertRejects,
} from "@std/assert";
import { AssertionError } from "node:assert";
import type { TestBody } from "./kit.ts";
import { storeConformance } from "./mod.ts";
import { brokenCommits } from "./testdata/broken_commits.ts";
import { brokenDocuments } from "./testdata/broken_documents.ts";
import { brokenInstances } from "./testdata/broken_instances.ts";
import { brokenKeys } from "./testdata/broken_keys.ts";
import { brokenLives } from "./testdata/broken_lives.ts";
import { brokenLogs } from "./testdata/broken_log.ts";
import { brokenOrders } from "./testdata/broken_order.ts";
import { brokenReceipts } from "./testdata/broken_receipts.ts";
import { type BrokenStore, soundStore } from "./testdata/broken_store.ts";
import { brokenValues } from "./testdata/broken_values.ts";

const brokenStores = [
  ...brokenOrders,
  ...brokenLogs,
  ...brokenCommits,
  ...brokenReceipts,
  ...brokenDocuments,
  ...brokenKeys,
  ...brokenValues,
  ...brokenLives,
  ...brokenInstances,
];

for (const { fault, caughtBy, refusing, place } of brokenStores) {
  Deno.test(`the Store kit catches: ${fault} (${caughtBy})`, async () => {
    const [, run] = [...casesOf(place)].find(([name]) => name.startsWith(caughtBy)) ?? [];
    assert(run, `No case begins with "${caughtBy}"`);

    const error = await assertRejects(run, Error);

    if (refusing === undefined) assertInstanceOf(error, AssertionError);
    else assertObjectMatch(error, { code: refusing });
  });
}

Deno.test("the Store kit catches nothing in a sound store", async () => {
  const failed: string[] = [];
  for (const [name, run] of casesOf(soundPlace)) {
    if (/two instances|opening again|store 2[45]/.test(name)) continue;
    await run().catch((error) => failed.push(`${name}: ${error}`));
  }

  assertEquals(failed, []);
});

/** Collects the cases of the kit instead of running them. */
function casesOf(place: BrokenStore["place"]): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  const test = (name: string, run: TestBody) => cases.set(name, run);
  storeConformance({
    test,
    create: () => {
      const open = place();
      return Promise.resolve({
        open: () => Promise.resolve(open()),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      });
    },
    capabilities: { persistent: true, twoInstances: true, twoProcesses: true },
  });
  return cases;
}

function soundPlace(): () => ReturnType<typeof soundStore> {
  const store = soundStore();
  return () => store;
}
