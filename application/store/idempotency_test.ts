import { assertEquals, assertRejects } from "@std/assert";
import {
  memoryClock,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import { CommandIdReused } from "./idempotency.ts";
import type { Transaction } from "./transaction.ts";
import { unitOfWork, type UnitOfWorkPorts } from "./unit_of_work.ts";

class LampTaken extends DomainError {
  override readonly code = "lamps/taken";
  override readonly kind = "conflict";
}

Deno.test("the same request twice has one effect and one answer", async () => {
  const ports = testPorts();
  let runs = 0;

  const first = await unitOfWork(ports, register(() => ++runs), once("1"));
  const second = await unitOfWork(ports, register(() => ++runs), once("1"));

  assertEquals([first.result, first.repeated], [1, false]);
  assertEquals([second.result, second.repeated, second.committed?.events], [
    1,
    true,
    first.committed?.events,
  ]);
  assertEquals([runs, (await ports.store.readStream("hall")).length], [1, 1]);
});

Deno.test("the same request at the same time has one effect and one answer", async () => {
  const ports = testPorts();
  let runs = 0;

  const done = await Promise.all(
    [1, 2, 3].map(() => unitOfWork(ports, register(() => ++runs), once("1"))),
  );

  assertEquals(done.map(({ result }) => result), [1, 1, 1]);
  assertEquals(done.filter(({ repeated }) => !repeated).length, 1);
  assertEquals(await ports.store.head(), 1);
});

Deno.test("a request is not refused for what it did itself, elsewhere at the same time", async () => {
  const ports = testPorts();

  const slow = await unitOfWork(ports, async (tx) => {
    if (await ports.store.receipt("1") === undefined) {
      await unitOfWork(ports, register(() => 7), once("1"));
    }
    return await register(() => 8)(tx);
  }, once("1"));

  assertEquals([slow.result, slow.repeated], [7, true]);
});

Deno.test("a request that is refused leaves its id unused", async () => {
  const ports = testPorts();
  const refused = () => Promise.reject(new LampTaken("Cannot take the lamp"));

  await assertRejects(() => unitOfWork(ports, refused, once("1")), LampTaken);

  assertEquals((await unitOfWork(ports, register(() => 1), once("1"))).repeated, false);
});

Deno.test("a request without effects is remembered too", async () => {
  const ports = testPorts();

  await unitOfWork(ports, () => 1, once("1"));

  assertEquals((await unitOfWork(ports, () => 2, once("1"))).result, 1);
});

Deno.test("the same id for another request is refused", async () => {
  const ports = testPorts();
  await unitOfWork(ports, register(() => 1), once("1", "register"));

  const error = await assertRejects(
    () => unitOfWork(ports, register(() => 2), once("1", "remove")),
    CommandIdReused,
  );

  assertEquals(error.id, "1");
});

Deno.test("an id that was a plain commit's is no answer to a request", async () => {
  const ports = testPorts();
  await ports.store.commit({ id: "1", outcome: { other: true } });

  await assertRejects(() => unitOfWork(ports, () => 1, once("1")), CommandIdReused);
});

function once(id: string, fingerprint?: string) {
  return {
    idempotency: { id, fingerprint, encode: (n: number) => n, decode: Number },
  };
}

function register(result: () => number): (tx: Transaction) => Promise<number> {
  return async (tx) => {
    if (await tx.getBy("lamps", "plug", "1") !== undefined) throw new LampTaken("Cannot take it");
    tx.put({ collection: "lamps", id: "hall", value: true, unique: { plug: "1" } });
    tx.append("hall", [{ type: "LampLit", data: {} }]);
    return result();
  };
}

function testPorts(): UnitOfWorkPorts {
  const clock = memoryClock();
  return { clock, random: seededRandom(1), store: memoryStore({ clock, newId: sequentialIds() }) };
}
