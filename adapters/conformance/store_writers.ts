/** Sixteen writers at once, for readers to keep up with. */

import assert from "node:assert/strict";
import type { Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { pause } from "./assertions.ts";
import { append, counted, numbers, put } from "./store_samples.ts";
import { storeOf, type Stores } from "./store_shared.ts";

const WRITERS = 16;
const COMMITS = 20;
/** Writes from sixteen callers at once; every fifth commit fails, after some of it was looked at. */
export async function write(stores: Stores, random: Random): Promise<void> {
  await stores[0].commit({ appends: [append("taken", "none", 0)] });
  await Promise.all(
    numbers(WRITERS).map(async (writer) => {
      const store = storeOf(stores, writer);
      for (const n of numbers(COMMITS)) {
        if (random() < 0.6) await pause(random() * 4);
        if (n % 5 === 0) await failingCommit(store, writer);
        const type = random() < 0.3 ? "Wanted" : "Other";
        const events = numbers(1 + Math.floor(random() * 3)).map((k) => counted(k, type));
        const stream = `s-${Math.floor(random() * 8)}`;
        await store.commit({ appends: [{ stream, expect: "any", events }] });
      }
    }),
  );
}

async function failingCommit(store: Store, writer: number): Promise<void> {
  const changes = {
    appends: [append(`s-${writer % 8}`, "any", 1), append("taken", "none", 1)],
    puts: [put("p", "any", 1)],
  };
  await store.commit(changes).then(
    () => assert.fail("A commit against an expectation passed"),
    () => {},
  );
}
