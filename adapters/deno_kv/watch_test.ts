import { assertEquals } from "@std/assert";
import { type DenoKv, denoKvStore } from "./mod.ts";
import { replaced } from "./testdata/failing_kv.ts";
import { systemPorts } from "../testdata/system_ports.ts";

const lit = {
  appends: [{ stream: "a", expect: "any", events: [{ type: "Lit", data: 1 }] }],
} as const;
const never = () => new ReadableStream();

Deno.test("changed wakes by the watch alone, and by the poll alone", async () => {
  for (
    const { watch, pollInterval } of [{ watch: undefined, pollInterval: 2 ** 30 }, {
      watch: never,
      pollInterval: 5,
    }]
  ) {
    using kv = await Deno.openKv(":memory:");
    const waiting = replaced(kv, watch === undefined ? {} : { watch });
    await using store = await denoKvStore(waiting, systemPorts, { pollInterval });
    await using other = await denoKvStore(kv, systemPorts);

    const woken = store.changed(0, new AbortController().signal);
    await systemPorts.clock.sleep(20);
    await other.commit(lit);
    await woken;

    assertEquals(await store.head(), 1);
  }
});

Deno.test("who waits shares one watch, which ends with the last of them", async () => {
  using kv = await Deno.openKv(":memory:");
  const log: string[] = [];
  const watch: DenoKv["watch"] = () => {
    log.push("watch");
    return new ReadableStream({ cancel: () => void log.push("cancel") });
  };
  await using store = await denoKvStore(replaced(kv, { watch }), systemPorts);
  const aborts = [new AbortController(), new AbortController()];

  const waiting = aborts.map(({ signal }) => store.changed(0, signal));
  await systemPorts.clock.sleep(10);
  aborts[0]?.abort();
  await waiting[0];
  const before = [...log];
  aborts[1]?.abort();
  await waiting[1];
  await store.changed(0, AbortSignal.abort());

  assertEquals([before, log], [["watch"], ["watch", "cancel"]]);
});

Deno.test("a watch that fails leaves the poll", async () => {
  using kv = await Deno.openKv(":memory:");
  const watch = () => {
    throw new TypeError("cannot watch");
  };
  await using store = await denoKvStore(replaced(kv, { watch }), systemPorts);
  await using other = await denoKvStore(kv, systemPorts);

  const woken = store.changed(0, new AbortController().signal);
  await other.commit(lit);
  await woken;

  assertEquals(await store.head(), 1);
});
