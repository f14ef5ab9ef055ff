import { assertEquals, assertStrictEquals } from "@std/assert";
import { PendingQueue } from "./pending_queue.ts";
import type { Pending } from "./subscription_records.ts";

const nobody = () => false;

Deno.test("a stream is blocked from its first pending event until its last is done", () => {
  const queue = queueOf(pending(1, "a"), pending(2, "a"));

  queue.remove(pending(1, "a"));
  assertEquals([queue.isBlocked("a"), queue.isBlocked("b")], [true, false]);
  queue.remove(pending(2, "a"));

  assertEquals(queue.isBlocked("a"), false);
});

Deno.test("only heads are due, the longest due first, and of free streams only", () => {
  const queue = queueOf(
    pending(1, "a", { nextAt: 30 }),
    pending(2, "a", { nextAt: 0 }),
    pending(3, "b", { nextAt: 10 }),
    pending(4, "c", { nextAt: 10 }),
    pending(5, "d", { nextAt: 31 }),
  );

  assertEquals(positions(queue.due(30, nobody)), [3, 4, 1]);
  assertEquals(positions(queue.due(30, (stream) => stream === "b")), [4, 1]);
});

Deno.test("a dead head parks its stream", () => {
  const queue = queueOf(pending(1, "a"), pending(2, "a"));
  queue.update(pending(1, "a", { state: "dead" }));

  assertEquals(positions(queue.due(0, nobody)), []);
  assertEquals(queue.isBlocked("a"), true);
  assertEquals(queue.nextDue(nobody), Infinity);
});

Deno.test("an update keeps the place in the line", () => {
  const queue = queueOf(pending(1, "a"), pending(2, "a"));
  queue.update(pending(1, "a", { attempts: 3 }));

  assertEquals(queue.due(0, nobody).map(({ position, attempts }) => [position, attempts]), [[
    1,
    3,
  ]]);
});

Deno.test("an event is found by its place, and what is behind it too", () => {
  const queue = queueOf(pending(1, "a"), pending(2, "b"), pending(4, "a"));
  const at = (position: number) => ({ stream: "a", position });

  const found = [1, 2, 4, 5].map((position) => queue.find(at(position))?.position);
  const behind = [1, 4].map((position) => queue.behind(at(position))?.position);

  assertEquals(found, [1, undefined, 4, undefined]);
  assertEquals(behind, [4, undefined]);
});

Deno.test("the next due is the soonest head of a free stream", () => {
  const queue = queueOf(pending(1, "a", { nextAt: 10 }), pending(2, "b", { nextAt: 20 }));

  assertEquals(queue.nextDue(nobody), 10);
  assertEquals(queue.nextDue((stream) => stream === "a"), 20);
  assertEquals(queue.nextDue(() => true), Infinity);
});

Deno.test("probes go round the heads, due or not", () => {
  const queue = queueOf(
    pending(1, "a", { nextAt: 99 }),
    pending(2, "b", { nextAt: 50 }),
    pending(3, "c", { state: "dead" }),
  );

  const probed = [0, 1, 2, 3].map((probe) => queue.nextProbe(probe)?.position);

  assertEquals(probed, [2, 1, 2, 1]);
});

Deno.test("there is nothing to probe where nothing waits", () => {
  assertStrictEquals(queueOf().nextProbe(0), undefined);
});

function queueOf(...all: readonly Pending[]): PendingQueue {
  const queue = new PendingQueue();
  for (const one of all) queue.add(one);
  return queue;
}

function pending(position: number, stream: string, rest: Partial<Pending> = {}): Pending {
  return {
    position,
    stream,
    type: "Counted",
    eventId: `e${position}`,
    state: "retrying",
    attempts: 1,
    nextAt: 0,
    error: null,
    failedAt: null,
    ...rest,
  };
}

function positions(all: readonly Pending[]): readonly number[] {
  return all.map(({ position }) => position);
}
