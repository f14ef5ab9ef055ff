import { assertEquals, assertExists, assertStrictEquals } from "@std/assert";
import { memoryClock } from "../../adapters/memory/mod.ts";
import { subjectQueue } from "./subject_queue.ts";

Deno.test("subjectQueue lets in one at a time, first come, first served", async () => {
  const clock = memoryClock();
  const queue = subjectQueue();
  const order: string[] = [];
  const visit = async (name: string) => {
    const leave = await queue.enter("lamp", 1000, clock);
    order.push(`${name} in`);
    await Promise.resolve();
    order.push(`${name} out`);
    leave?.();
  };

  await Promise.all(["a", "b", "c"].map(visit));

  assertEquals(order, ["a in", "a out", "b in", "b out", "c in", "c out"]);
});

Deno.test("subjectQueue has a line of its own for each subject", async () => {
  const clock = memoryClock();
  const queue = subjectQueue();

  assertExists(await queue.enter("lamp", 1000, clock));
  assertExists(await queue.enter("door", 1000, clock));
});

Deno.test("subjectQueue gives up on who has waited too long, and serves who stands behind", async () => {
  const clock = memoryClock();
  const queue = subjectQueue();
  const leave = await queue.enter("lamp", 1000, clock);
  const impatient = queue.enter("lamp", 100, clock);
  const patient = queue.enter("lamp", 1000, clock);

  clock.advance(100);
  assertStrictEquals(await impatient, undefined);
  leave?.();

  assertExists(await patient);
});

Deno.test("subjectQueue puts nobody out of the line when somebody leaves twice", async () => {
  const clock = memoryClock();
  const queue = subjectQueue();
  const leave = await queue.enter("lamp", 1000, clock);
  const second = queue.enter("lamp", 1000, clock);
  const third = queue.enter("lamp", 1000, clock);

  leave?.();
  leave?.();
  (await second)?.();
  clock.advance(1000);

  assertExists(await third);
});

Deno.test("subjectQueue is open again once everybody has left", async () => {
  const clock = memoryClock();
  const queue = subjectQueue();
  (await queue.enter("lamp", 1000, clock))?.();

  assertExists(await queue.enter("lamp", 0, clock));
});
