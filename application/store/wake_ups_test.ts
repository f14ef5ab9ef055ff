import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { StoreClosed } from "./errors.ts";
import { wakeUps } from "./wake_ups.ts";

const { signal } = new AbortController();

Deno.test("wakeUps wakes everybody who waits, once", async () => {
  const room = wakeUps();
  const waiting = [room.wait(signal), room.wait(signal)];
  assertStrictEquals(room.count(), 2);

  room.wake();

  await Promise.all(waiting);
  assertStrictEquals(room.count(), 0);
});

Deno.test("wakeUps does not wake who comes after", async () => {
  const room = wakeUps();
  room.wake();
  let woken = false;
  const waiting = room.wait(signal).then(() => woken = true);

  await Promise.resolve();
  assertStrictEquals(woken, false);

  room.wake();
  await waiting;
});

Deno.test("wakeUps lets who is aborted go, and only them", async () => {
  const room = wakeUps();
  const controller = new AbortController();
  const leaving = room.wait(controller.signal);
  const staying = room.wait(signal);

  controller.abort();

  await leaving;
  assertStrictEquals(room.count(), 1);
  await room.wait(controller.signal);
  room.wake();
  await staying;
});

Deno.test("wakeUps leaves no listener on a signal", async () => {
  const room = wakeUps();
  const listening = listeningSignal();
  const waiting = [room.wait(listening.signal), room.wait(listening.signal)];
  assertStrictEquals(listening.count(), 2);

  room.wake();

  await Promise.all(waiting);
  assertStrictEquals(listening.count(), 0);
});

Deno.test("wakeUps rejects who waits and who comes later when it is closed", async () => {
  const room = wakeUps();
  const waiting = assertRejects(() => room.wait(signal), StoreClosed);

  room.close(new StoreClosed());

  await waiting;
  await assertRejects(() => room.wait(signal), StoreClosed);
  await assertRejects(() => room.wait(AbortSignal.abort()), StoreClosed);
  room.wake();
  assertEquals(room.count(), 0);
});

function listeningSignal(): { readonly signal: AbortSignal; readonly count: () => number } {
  const { signal } = new AbortController();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  let count = 0;
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    count++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    count--;
    remove(...args);
  };
  return { signal, count: () => count };
}
