import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import {
  memoryClock,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import { InvalidChanges, OutcomeUnknown, UniqueViolation, VersionConflict } from "./errors.ts";
import type { Store } from "./store.ts";
import { type Transaction, UnitOfWorkEnded } from "./transaction.ts";
import { unitOfWork, type UnitOfWorkPorts } from "./unit_of_work.ts";

class TooDark extends DomainError {
  override readonly code = "lamps/too-dark";
  override readonly kind = "refused";
}

Deno.test("unitOfWork commits what was staged and answers the work's result", async () => {
  const ports = testPorts();

  const { result, committed, repeated } = await unitOfWork(ports, (tx) => {
    tx.put(lamp("hall", true));
    tx.append("hall", [{ type: "LampLit", data: {} }]);
    return "done";
  });

  assertEquals([result, committed?.position, repeated], ["done", 1, false]);
  assertEquals((await ports.store.get("lamps", "hall"))?.value, true);
});

Deno.test("unitOfWork commits nothing when nothing was staged", async () => {
  const ports = testPorts();
  const commits = countCommits(ports);

  const { committed } = await unitOfWork(commits.ports, async (tx) => {
    await tx.get("lamps", "hall");
    await tx.get("lamps", "attic");
  });

  assertStrictEquals(committed, undefined);
  assertEquals(commits.count(), 0);
});

Deno.test("unitOfWork stages nothing when the work throws", async () => {
  const ports = testPorts();

  await assertRejects(() =>
    unitOfWork(ports, (tx) => {
      tx.put(lamp("hall", true));
      throw new TooDark("Cannot see");
    }), TooDark);

  assertEquals(await ports.store.get("lamps", "hall"), undefined);
});

Deno.test("unitOfWork runs again when what it only read has changed", async () => {
  const ports = testPorts();
  let runs = 0;

  await unitOfWork(ports, async (tx) => {
    const hall = await tx.get("lamps", "hall");
    if (++runs === 1) {
      await ports.store.commit({ puts: [{ ...lamp("hall", true), expect: "any" }] });
    }
    tx.put(lamp("attic", hall?.value === true));
  });

  assertEquals(runs, 2);
  assertEquals((await ports.store.get("lamps", "attic"))?.value, true);
});

Deno.test("unitOfWork throws the conflict once its attempts are used up", async () => {
  const ports = testPorts();
  let runs = 0;

  const error = await assertRejects(
    () => unitOfWork(ports, interrupted(ports.store, () => runs++), { attempts: 3 }),
    VersionConflict,
  );

  assertEquals(error.subject, { collection: "lamps", id: "hall" });
  assertEquals(runs, 3);
});

Deno.test("unitOfWork throws the conflict once its time is over", async () => {
  const ports = testPorts();
  const work = interrupted(ports.store, () => ports.clock.advance(40));

  await assertRejects(() => unitOfWork(ports, work, { within: 100 }), VersionConflict);

  assertEquals(ports.clock.monotonic(), 120);
});

Deno.test("unitOfWork gives up at once where no re-run can mend the conflict", async () => {
  const ports = testPorts();
  let runs = 0;

  await assertRejects(
    () => unitOfWork(ports, interrupted(ports.store, () => runs++), { giveUp: () => true }),
    VersionConflict,
  );

  assertEquals(runs, 1);
});

Deno.test("unitOfWork takes a key that stays taken for hopeless", async () => {
  const ports = testPorts();
  await ports.store.commit({ puts: [{ ...lamp("hall", true), unique: { plug: "1" }, expect: 0 }] });
  let runs = 0;

  await assertRejects(() =>
    unitOfWork(ports, (tx) => {
      runs++;
      tx.put({ ...lamp("attic", true), unique: { plug: "1" } });
    }), UniqueViolation);

  assertEquals(runs, 3);
});

Deno.test("unitOfWork runs again for its own conflicts only, not for one that the work throws", async () => {
  const ports = testPorts();
  const conflicts = [
    new VersionConflict({ collection: "elsewhere", id: "1" }, 1, 2),
    new UniqueViolation("elsewhere", "plug", "1"),
  ];
  for (const conflict of conflicts) {
    let runs = 0;
    const error = await assertRejects(() =>
      unitOfWork(ports, async (tx) => {
        runs++;
        await tx.get("lamps", "hall");
        throw conflict;
      }, { attempts: 9 })
    );

    assertStrictEquals(error, conflict);
    assertEquals(runs, 1);
  }
});

Deno.test("unitOfWork never runs again when the outcome is unknown", async () => {
  const ports = testPorts();
  const commit = () => Promise.reject(new OutcomeUnknown("1"));
  let runs = 0;

  await assertRejects(() =>
    unitOfWork({ ...ports, store: { ...ports.store, commit } }, (tx) => {
      runs++;
      tx.put(lamp("hall", true));
    }), OutcomeUnknown);

  assertEquals(runs, 1);
});

Deno.test("unitOfWork lets out no refusal that stood on reads that never held together", async () => {
  const ports = testPorts();
  await ports.store.commit({ puts: [{ ...lamp("hall", true), expect: 0 }] });
  let runs = 0;

  const { result } = await unitOfWork(ports, async (tx) => {
    const attic = await tx.get("lamps", "attic");
    if (++runs === 1) await swap(ports.store);
    const hall = await tx.get("lamps", "hall");
    if (attic?.value !== true && hall?.value !== true) throw new TooDark("Cannot see");
    return "bright";
  });

  assertEquals([result, runs], ["bright", 2]);
});

Deno.test("unitOfWork lets a refusal out at once that stands on one read", async () => {
  const ports = testPorts();
  const commits = countCommits(ports);

  await assertRejects(() =>
    unitOfWork(commits.ports, async (tx) => {
      await tx.get("lamps", "hall");
      throw new TooDark("Cannot see");
    }), TooDark);

  assertEquals(commits.count(), 0);
});

Deno.test("unitOfWork gives its metadata to events, under their own", async () => {
  const ports = testPorts();
  const metadata = { correlationId: "request", actor: "ada" };

  await unitOfWork(ports, (tx) => {
    tx.append("hall", [{ type: "LampLit", data: {}, metadata: { actor: "bob" } }]);
  }, { metadata });

  const [event] = await ports.store.readStream("hall");
  assertEquals(event?.metadata, { correlationId: "request", actor: "bob" });
});

Deno.test("a transaction is of no use after the end of its work", async () => {
  const ports = testPorts();
  const kept = await unitOfWork(ports, (tx) => tx).then(({ result }) => result);

  await assertRejects(() => kept.get("lamps", "hall"), UnitOfWorkEnded);
  await assertRejects(async () => await kept.put(lamp("hall", true)), UnitOfWorkEnded);
  await assertRejects(async () => await kept.append("hall", []), UnitOfWorkEnded);
});

Deno.test("a transaction whose work was left behind is closed for it", async () => {
  const ports = testPorts();
  const late = Promise.withResolvers<void>();
  const reads = { ...ports.store, get: () => late.promise.then(() => undefined) };
  let reading: Promise<unknown> | undefined;

  await unitOfWork({ ...ports, store: reads }, (tx) => {
    reading = tx.get("lamps", "hall");
  });
  late.resolve();

  await assertRejects(async () => await reading, UnitOfWorkEnded);
});

Deno.test("a transaction does not take two different reads of one stream for one", async () => {
  const ports = testPorts();
  let runs = 0;

  const { result } = await unitOfWork(ports, async (tx) => {
    const [one, _, other] = await Promise.all([
      tx.readStream("hall"),
      ++runs > 1 || ports.store.commit({ appends: [lit("hall")] }),
      tx.readStream("hall"),
    ]);
    tx.append("seen", [{ type: "Seen", data: one.version }]);
    return [one.version, other.version];
  });

  assertEquals(result, [1, 1]);
});

Deno.test("a transaction keeps an expectation beside what it read", async () => {
  const ports = testPorts();
  await ports.store.commit({
    appends: [lit("hall")],
    puts: [{ ...lamp("hall", true), expect: 0 }],
  });
  const once = { attempts: 1 };

  await assertRejects(() =>
    unitOfWork(ports, async (tx) => {
      await tx.readStream("hall");
      tx.append("hall", [{ type: "LampLit", data: {} }], "none");
    }, once), VersionConflict);
  await assertRejects(() =>
    unitOfWork(ports, async (tx) => {
      await tx.get("lamps", "hall");
      tx.check("lamps", "hall", "none");
      tx.put(lamp("attic", true));
    }, once), VersionConflict);
  await assertRejects(() =>
    unitOfWork(ports, (tx) => {
      tx.check("lamps", "hall", "none");
      tx.put(lamp("hall", false));
    }, once), VersionConflict);
});

Deno.test("a transaction's put may expect anything, and still stands on what was read", async () => {
  const ports = testPorts();
  let runs = 0;

  await unitOfWork(ports, async (tx) => {
    const hall = await tx.get("lamps", "hall");
    if (++runs === 1) await ports.store.commit({ puts: [{ ...lamp("hall", 1), expect: "any" }] });
    tx.put({ ...lamp("hall", Number(hall?.value ?? 0) + 1), expect: "any" });
  });

  assertEquals((await ports.store.get("lamps", "hall"))?.value, 2);
});

Deno.test("a transaction refuses expectations that contradict each other", async () => {
  const ports = testPorts();

  await assertRejects(() =>
    unitOfWork(ports, (tx) => {
      tx.append("hall", [], 1);
      tx.append("hall", [{ type: "LampLit", data: {} }], "none");
    }), InvalidChanges);
});

Deno.test("a transaction's views are its own: changing them changes nothing staged", async () => {
  const ports = testPorts();

  const { committed } = await unitOfWork(ports, async (tx) => {
    tx.append("hall", [{ type: "LampLit", data: {} }]);
    const { staged } = await tx.readStream("hall");
    (staged as unknown[]).length = 0;
  });

  assertEquals(committed?.events.length, 1);
});

Deno.test("the end of a stream is read by itself, and all of the stream is checked", async () => {
  const ports = testPorts();
  for (let n = 0; n < 3; n++) await ports.store.commit({ appends: [lit("hall")] });
  await ports.store.commit({ appends: [lit("attic")] });
  const seen: unknown[] = [];

  await unitOfWork(ports, async (tx) => {
    assertEquals((await tx.readStream("attic", { after: 7 })).version, 1);
    for (const after of [2, 3, 7, 0, 1]) {
      const { version, stored } = await tx.readStream("hall", { after });
      seen.push([version, stored.map((event) => event.version)]);
    }
    if (seen.length === 5) await ports.store.commit({ appends: [lit("hall")] });
    tx.put(lamp("attic", true));
  });

  assertEquals(seen, [
    ...[[3, [3]], [3, []], [3, []], [3, [1, 2, 3]], [3, [2, 3]]],
    ...[[4, [3, 4]], [4, [4]], [4, []], [4, [1, 2, 3, 4]], [4, [2, 3, 4]]],
  ]);
});

function testPorts() {
  const clock = memoryClock();
  return {
    clock,
    random: seededRandom(1),
    store: memoryStore({ clock, newId: sequentialIds() }),
  };
}

function lamp(id: string, value: boolean | number) {
  return { collection: "lamps", id, value };
}

function lit(stream: string) {
  return { stream, expect: "any", events: [{ type: "LampLit", data: {} }] } as const;
}

/** Work that reads a lamp which another changes each time before it is done. */
function interrupted(store: Store, each: () => void): (tx: Transaction) => Promise<void> {
  let value = 0;
  return async (tx) => {
    await tx.get("lamps", "hall");
    await store.commit({ puts: [{ ...lamp("hall", ++value), expect: "any" }] });
    each();
    tx.put(lamp("attic", true));
  };
}

/** Takes the light from the hall to the attic. */
async function swap(store: Store): Promise<void> {
  await store.commit({
    puts: [{ ...lamp("attic", true), expect: "any" }, { ...lamp("hall", false), expect: "any" }],
  });
}

function countCommits(ports: UnitOfWorkPorts) {
  let commits = 0;
  const commit: Store["commit"] = (changes) => {
    commits++;
    return ports.store.commit(changes);
  };
  return { ports: { ...ports, store: { ...ports.store, commit } }, count: () => commits };
}
