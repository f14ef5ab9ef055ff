import { assert, assertEquals, assertObjectMatch, assertRejects } from "@std/assert";
import type { TestBody } from "./kit.ts";
import { spawnWorker, storeConformance } from "./mod.ts";
import { processStore } from "./process_store.ts";
import { append, put } from "./store_samples.ts";
import { soundStore } from "./testdata/broken_store.ts";

const spawn = () => spawnWorker(new URL("./testdata/memory_worker.ts", import.meta.url));

Deno.test("processStore answers as the store of the worker does", async () => {
  const { store } = await processStore(spawn());
  await using _ = store;
  const given = { text: "\0 \ud800 😀\n", list: [1, null, { a: [] }] };

  const { events } = await store.commit({
    id: "once",
    outcome: given,
    appends: [{ stream: "s", expect: "none", events: [{ type: "T", data: given }] }],
    puts: [put("p", "none", given, { unique: { k: "v" }, index: { i: "e" } })],
  });

  assertEquals(events[0]?.data, given);
  assertEquals(await store.readStream("s"), events);
  assertEquals(await store.readStream("s", { after: 1 }), []);
  assertEquals((await store.readLog({ after: 0, limit: 9 })).events, events);
  assertEquals(await store.head(), 1);
  assertEquals((await store.getBy("things", "k", "v"))?.value, given);
  assertEquals((await store.find({ collection: "things", limit: 9 })).items.length, 1);
  assertEquals((await store.receipt("once"))?.outcome, given);
  assertEquals(await store.get("things", "absent"), undefined);
  await store.commit({ puts: [put("p", "some", undefined)] });
  assertEquals(await store.get("things", "p"), undefined);
});

Deno.test("processStore keeps code and fields of errors", async () => {
  const { store } = await processStore(spawn());
  await using _ = store;

  const error = await assertRejects(() => store.commit({ appends: [append("s", 3, 1)] }), Error);

  assertObjectMatch(error, {
    name: "VersionConflict",
    code: "store/version-conflict",
    kind: "conflict",
    subject: { stream: "s" },
    expected: 3,
    actual: 0,
  });
});

Deno.test("processStore carries an abort and a wake-up to the worker", async () => {
  const { store } = await processStore(spawn());
  await using _ = store;
  const controller = new AbortController();
  const aborted = store.changed(5, controller.signal);
  const woken = store.changed(0, new AbortController().signal);

  controller.abort();
  await aborted;
  await store.changed(5, controller.signal);
  await store.commit({ appends: [append("s", "any", 1)] });

  await woken;
});

Deno.test("processStore rejects what is open when the worker is killed", async () => {
  const { store, kill } = await processStore(spawn());
  const waiting = assertRejects(
    () => store.changed(0, new AbortController().signal),
    Error,
    "ended",
  );

  await kill();

  await waiting;
  await assertRejects(() => store.head(), Error, "ended");
  await store[Symbol.asyncDispose]();
});

Deno.test("processStore rejects when the worker ends before it is ready", async () => {
  const script = new URL("./testdata/no_such_worker.ts", import.meta.url);

  await assertRejects(() => processStore(spawnWorker(script)), Error, "ended");
});

Deno.test("the Store kit catches processes that do not share their data", async () => {
  const cases = [...casesInTwoProcesses()].filter(([name]) =>
    /case (3|4|8|13|15|27)|kill/.test(name)
  );

  assert(cases.length > 8);
  const passed = await Promise.all(
    cases.map(([name, run]) => run().then(() => [name], () => [])),
  );
  assertEquals(passed.flat(), []);
});

function casesInTwoProcesses(): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  const missing = { missing: "not tried here" };
  storeConformance({
    test: Object.assign((name: string, run: TestBody) => cases.set(name, run), { skip: () => {} }),
    create: () =>
      Promise.resolve({
        open: () => Promise.resolve(soundStore()),
        spawn,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
    capabilities: { persistent: missing, twoInstances: missing, twoProcesses: true },
  });
  return new Map([...cases].filter(([name]) => name.startsWith("store 25")));
}
