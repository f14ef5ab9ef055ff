import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  memoryClock,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import type { Decider } from "../../domain/kernel/decider.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import { VersionConflict } from "../store/errors.ts";
import { CommandIdReused } from "../store/idempotency.ts";
import type { UnitOfWorkPorts } from "../store/unit_of_work.ts";
import { eventCodec } from "./codec.ts";
import { handle, type HandleOptions } from "./handle.ts";

type Filled = { readonly type: "Filled"; readonly data: { readonly by: number } };

class Overflow extends DomainError {
  override readonly code = "jars/overflow";
  override readonly kind = "refused";
}

/** A jar that holds a hundred. */
const jar: Decider<number, number, Filled> = {
  initial: 0,
  decide: (by, level) => {
    if (level + by > 100) throw new Overflow("Cannot fill the jar: it would overflow");
    return by === 0 ? [] : [{ type: "Filled", data: { by } }];
  },
  evolve: (level, { data }) => level + data.by,
};
const codec = eventCodec<Filled>({
  Filled: { version: 1, parse: (data) => data as Filled["data"] },
});

Deno.test("given nothing, when a jar is filled, then it is that full", async () => {
  const ports = testPorts();

  const handled = await fill(ports, 30);

  assertEquals([handled.state, handled.version, handled.position], [30, 1, 1]);
  assertEquals(handled.events.map(({ type, data }) => [type, data]), [["Filled", { by: 30 }]]);
  assertEquals(handled.events[0]?.metadata, { schemaVersion: 1 });
});

Deno.test("given a jar with 30, when 40 is filled in, then it holds 70", async () => {
  const ports = await given(30);

  const { state, version } = await fill(ports, 40);

  assertEquals([state, version], [70, 2]);
});

Deno.test("given a jar with 30, when 80 is filled in, then it is refused and nothing happens", async () => {
  const ports = await given(30);

  await assertRejects(() => fill(ports, 80), Overflow);

  assertEquals(await ports.store.head(), 1);
});

Deno.test("given a jar with 30, when nothing is filled in, then nothing happens", async () => {
  const ports = await given(30);
  const commit = () => Promise.reject(new Error("Nothing is to be committed"));

  const handled = await fill({ ...ports, store: { ...ports.store, commit } }, 0);

  assertEquals([handled.state, handled.version, handled.position], [30, 1, 1]);
  assertEquals(handled.events, []);
});

Deno.test("[E-1] given a command id, when the command comes again, then it has one effect", async () => {
  const ports = await given(30);
  const first = await fill(ports, 40, { commandId: "c1" });
  await fill(ports, 20);

  const again = await fill(ports, 40, { commandId: "c1" });

  assertEquals(again, { ...first, repeated: true });
  assertEquals(again.events[0]?.metadata.commandId, "c1");
  assertEquals(await ports.store.head(), 3);
});

Deno.test("[E-1] given a command id, when it comes five times at once, then it has one effect", async () => {
  const ports = testPorts();

  const all = await Promise.all(
    [1, 2, 3, 4, 5].map(() => fill(ports, 90, { commandId: "c1" })),
  );

  assertEquals(all.map(({ state, version }) => [state, version]), all.map(() => [90, 1]));
  assertEquals(all.filter(({ repeated }) => !repeated).length, 1);
});

Deno.test("given a command id of nothing, when it comes again, then the answer is the same", async () => {
  const ports = await given(30);
  await fill(ports, 0, { commandId: "c1" });
  await fill(ports, 40);

  const again = await fill(ports, 0, { commandId: "c1" });

  assertEquals([again.state, again.version, again.repeated], [30, 1, true]);
});

Deno.test("given a command id, when another command comes with it, then it is refused", async () => {
  const ports = testPorts();
  await fill(ports, 40, { commandId: "c1", fingerprint: "fill 40" });

  await assertRejects(
    () => fill(ports, 50, { commandId: "c1", fingerprint: "fill 50" }),
    CommandIdReused,
  );
});

Deno.test("given commands that race, then each is decided on what the others did", async () => {
  const ports = testPorts();

  const all = await Promise.allSettled(Array.from({ length: 15 }, () => fill(ports, 10)));

  assertEquals(all.filter(({ status }) => status === "fulfilled").length, 10);
  assert(all.every((one) => one.status === "fulfilled" || one.reason instanceof Overflow));
  assertEquals((await ports.store.readStream("jar")).length, 10);
});

Deno.test("given one attempt, when another command was first, then the conflict is let out", async () => {
  const ports = testPorts();

  const all = await Promise.allSettled([1, 2].map(() => fill(ports, 10, { attempts: 1 })));

  const [reason] = all.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
  assert(reason instanceof VersionConflict);
});

Deno.test("[E-12] given metadata, then every event carries it beside its schema version", async () => {
  const ports = testPorts();

  const { events } = await fill(ports, 10, { metadata: { correlationId: "r1", actor: "ada" } });

  assertEquals(events[0]?.metadata, { correlationId: "r1", actor: "ada", schemaVersion: 1 });
});

async function given(level: number): Promise<UnitOfWorkPorts> {
  const ports = testPorts();
  await fill(ports, level);
  return ports;
}

function fill(
  ports: UnitOfWorkPorts,
  by: number,
  options: Partial<HandleOptions<number, number, Filled>> = {},
) {
  return handle(ports, jar, { stream: "jar", command: by, codec, ...options });
}

function testPorts(): UnitOfWorkPorts {
  const clock = memoryClock();
  return { clock, random: seededRandom(1), store: memoryStore({ clock, newId: sequentialIds() }) };
}
