import { assert, assertEquals } from "@std/assert";
import { Lane } from "./lane.ts";

/** A lane whose receiver answers when it is told to, and what it was given. */
function openLane() {
  const received: { readonly offset: string; readonly signal: AbortSignal }[] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const pauses: number[] = [];
  const stopping = new AbortController();
  const sleep = (ms: number) => Promise.resolve(void pauses.push(ms));
  const lane = new Lane({ clock: { sleep }, random: () => 0.5 }, {
    receive: ({ offset }, signal) => {
      received.push({ offset, signal });
      const answer = Promise.withResolvers<void>();
      answers.push(answer);
      return answer.promise;
    },
    stopping: stopping.signal,
    onProgress: () => {},
  });
  return {
    ...{ lane, received, pauses, stopping },
    offsets: () => received.map(({ offset }) => offset),
    take: () => settled(() => answers.at(-1)?.resolve()),
    refuse: () => settled(() => answers.at(-1)?.reject(new Error("Not now"))),
  };
}

async function settled(act: () => void): Promise<void> {
  act();
  for (let turns = 0; turns < 10; turns++) await Promise.resolve();
}

function records(...offsets: readonly number[]) {
  return offsets.map((offset) => ({ offset: String(offset), key: null, value: null }));
}

Deno.test("Lane receives one record after another, and knows how far it is", async () => {
  const { lane, offsets, take } = openLane();

  lane.offer(records(5, 6));
  assertEquals([offsets(), lane.done, lane.isHeld], [["5"], undefined, true]);
  await take();
  assertEquals([offsets(), lane.done], [["5", "6"], 6]);
  await take();
  assertEquals([lane.done, lane.isAtWork, lane.isHeld], [7, false, true]);
  lane.committed(6);
  assertEquals(lane.done, 7);
  lane.committed(7);
  assertEquals([lane.done, lane.isHeld], [undefined, false]);
});

Deno.test("Lane receives a record that fails again, after pauses that grow, before the next", async () => {
  const { lane, offsets, pauses, refuse, take } = openLane();
  lane.offer(records(1, 2));

  for (let failures = 0; failures < 10; failures++) await refuse();
  await take();

  assertEquals(offsets(), [...Array(11).fill("1"), "2"]);
  assertEquals(pauses, [25, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

Deno.test("Lane begins nothing while the group shares out, and keeps what is in work", async () => {
  const { lane, offsets, refuse, take } = openLane();
  lane.offer(records(1, 2, 3));

  lane.freeze();
  await refuse();
  await take();
  assertEquals([offsets(), lane.isHeld], [["1", "1"], true]);

  lane.give();
  // It comes again from where the broker has the group.
  lane.offer(records(1, 2, 3));
  await take();
  assertEquals(offsets(), ["1", "1", "2", "3"]);
});

Deno.test("Lane does not begin anew what is in work when the partition is given again", async () => {
  const { lane, offsets, take } = openLane();
  lane.offer(records(1, 2));
  lane.freeze();
  lane.give();

  lane.offer(records(1, 2));
  assertEquals(offsets(), ["1"]);
  await take();
  assertEquals(offsets(), ["1", "2"]);
});

Deno.test("Lane gives up what is in work when the partition is elsewhere", async () => {
  const { lane, received, offsets, take } = openLane();
  lane.offer(records(1, 2));

  lane.withdraw(new Error("Elsewhere"));

  assert(received[0]?.signal.aborted);
  assertEquals([lane.isAtWork, lane.isHeld], [false, false]);
  await take();
  assertEquals([offsets(), lane.done], [["1"], undefined]);
});

Deno.test("Lane waits for what was given up before it begins anew in its place", async () => {
  const { lane, offsets, take } = openLane();
  lane.offer(records(1));
  lane.withdraw(new Error("Elsewhere"));

  lane.give();
  lane.offer(records(1, 2));
  assertEquals(offsets(), ["1"]);
  await take();
  assertEquals([offsets(), lane.done], [["1", "1"], undefined]);
});

Deno.test("Lane leaves what fails when it has to stop, and begins nothing", async () => {
  const { lane, offsets, pauses, stopping, refuse } = openLane();
  lane.offer(records(1, 2));

  stopping.abort();
  await refuse();

  assertEquals([offsets(), pauses, lane.isAtWork, lane.done], [["1"], [], false, undefined]);
});

Deno.test("Lane counts the bytes that wait in it", async () => {
  const { lane, take } = openLane();
  const value = new Uint8Array(100);

  lane.offer(["1", "2", "3"].map((offset) => ({ offset, key: new Uint8Array(1), value })));
  assertEquals(lane.backlog, 202);
  await take();
  assertEquals(lane.backlog, 101);
  lane.give();
  assertEquals(lane.backlog, 0);
});
