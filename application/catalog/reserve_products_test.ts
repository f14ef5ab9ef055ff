import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ReservationDiffers } from "../../domain/catalog/errors.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { StoreUnavailable } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import { type CatalogRoom, catalogRoom, type RoomOptions } from "./testdata/catalog_room.ts";

const MONTH = 31 * 24 * 60 * 60 * 1000;
const attempt = { order: "7", attempt: 1 };
const lines = [{ productId: "prod1", quantity: 10 }, { productId: "prod2", quantity: 2 }];

test("reserveProducts takes all lines in one commit, each with its event", async () => {
  const { catalog, stocks, commits, events } = await demoRoom();

  const answer = await catalog.reserve({ ...attempt, lines }, {
    commandId: "c-1",
    metadata: { correlationId: "r-1" },
  });

  assertEquals(answer, { status: "reserved", position: 5 });
  assertEquals(await stocks(), [0, 48, 25]);
  assertEquals(commits.length, 4);
  const [, , , first, second] = await events();
  assertEquals([first?.type, first?.stream], ["StockReserved", "product/prod1"]);
  assertEquals(first?.data, { ...attempt, productId: "prod1", quantity: 10 });
  assertEquals([second?.stream, second?.data], [
    "product/prod2",
    { ...attempt, productId: "prod2", quantity: 2 },
  ]);
  assertEquals(first?.metadata, { correlationId: "r-1", commandId: "c-1", schemaVersion: 1 });
});

test("reserveProducts takes nothing when there is too little of one product", async () => {
  const { catalog, stocks, events } = await demoRoom();
  const [, mouse] = lines;

  const answer = await catalog.reserve({
    ...attempt,
    lines: [mouse ?? [], { productId: "prod1", quantity: 11 }].flat(),
  });

  assertEquals(answer, { status: "out-of-stock", productId: "prod1", position: 3 });
  assertEquals(await stocks(), [10, 50, 25]);
  assertEquals((await events()).length, 3);
});

test("reserveProducts of one attempt takes once, however often it is asked", async () => {
  const { catalog, stocks, commits } = await demoRoom();

  const answers = await Promise.all([
    ...Array.from({ length: 10 }, () => catalog.reserve({ ...attempt, lines })),
    catalog.reserve({ ...attempt, lines: lines.toReversed() }, { commandId: "c-2" }),
  ]);
  const again = await catalog.reserve({ ...attempt, lines });

  assertEquals([...answers, again].map(({ status }) => status), Array(12).fill("reserved"));
  assertEquals(await stocks(), [0, 48, 25]);
  const before = commits.length;
  await catalog.reserve({ ...attempt, lines });
  assertEquals(commits.length, before);
});

test("reserveProducts that was refused stays refused, so that what is late takes nothing", async () => {
  const { catalog, stocks, clock } = await demoRoom();
  await catalog.setStock({ id: "prod1", stock: 9 });
  await catalog.reserve({ ...attempt, lines });
  await catalog.setStock({ id: "prod1", stock: 10 });
  clock.advance(MONTH);

  const again = await catalog.reserve({ ...attempt, lines });
  const next = await catalog.reserve({ ...attempt, attempt: 2, lines });

  assertEquals<unknown>([again.status, next.status], ["out-of-stock", "reserved"]);
  assertEquals(await stocks(), [0, 48, 25]);
});

test("releaseProducts gives everything back, once, each with its event", async () => {
  const { catalog, stocks, events, commits } = await demoRoom();
  await catalog.reserve({ ...attempt, lines });

  const answer = await catalog.release(attempt, { commandId: "c-1" });
  const before = commits.length;
  await Promise.all([catalog.release(attempt), catalog.release(attempt)]);

  assertEquals(answer, { status: "released", position: 7 });
  assertEquals([await stocks(), commits.length], [[10, 50, 25], before]);
  const released = (await events()).slice(5);
  assertEquals(released.map(({ type, stream, data }) => [type, stream, data]), [
    ["StockReleased", "product/prod1", { ...attempt, productId: "prod1", quantity: 10 }],
    ["StockReleased", "product/prod2", { ...attempt, productId: "prod2", quantity: 2 }],
  ]);
  assertEquals(released[0]?.metadata.commandId, "c-1");
});

test("releaseProducts keeps one attempt's units and gives back another's", async () => {
  const { catalog, stocks } = await demoRoom();
  const pair = [{ productId: "prod1", quantity: 5 }];
  await catalog.reserve({ order: "7", attempt: 1, lines: pair });
  await catalog.reserve({ order: "7", attempt: 2, lines: pair });

  await catalog.release({ order: "7", attempt: 2 });

  assertEquals(await stocks(), [5, 50, 25]);
});

test("a reservation that arrives after its release takes nothing, a month later too", async () => {
  for (const seen of [true, false]) {
    const { catalog, stocks, clock } = await demoRoom();
    if (seen) await catalog.reserve({ ...attempt, lines }, { commandId: "c-1" });
    await catalog.release(attempt);
    clock.advance(seen ? 0 : MONTH);

    const late = await catalog.reserve({ ...attempt, lines }, { commandId: "c-1" });
    const other = await catalog.reserve({ ...attempt, lines: lines.slice(1) });

    assertEquals<unknown>([late.status, other.status], ["released", "released"]);
    assertEquals(await stocks(), [10, 50, 25]);
  }
});

test("releaseProducts of an attempt that was refused changes no stock", async () => {
  const { catalog, stocks } = await demoRoom();
  await catalog.reserve({ ...attempt, lines: [{ productId: "prod1", quantity: 11 }] });

  await catalog.release(attempt);

  assertEquals(await stocks(), [10, 50, 25]);
  assertEquals((await catalog.reserve({ ...attempt, lines })).status, "released");
});

test("reserveProducts refuses an attempt that asks for other products than before", async () => {
  const { catalog, stocks } = await demoRoom();
  await catalog.reserve({ ...attempt, lines });

  await assertRejects(
    () => catalog.reserve({ ...attempt, lines: [{ productId: "prod1", quantity: 9 }] }),
    ReservationDiffers,
  );

  assertEquals(await stocks(), [0, 48, 25]);
});

test("reserveProducts takes nothing when there is no such product, and says which", async () => {
  const { catalog, stocks } = await demoRoom();
  const unknown = ["prod9", "prod8"].map((productId) => ({ productId, quantity: 1 }));

  const { position: _, ...answer } = await catalog.reserve({
    ...attempt,
    lines: [...lines, ...unknown],
  });

  assertEquals(answer, { status: "out-of-stock", productId: "prod9" });
  assertEquals(await stocks(), [10, 50, 25]);
});

test("reserveProducts and releaseProducts name every wrong field, and commit nothing", async () => {
  const { catalog, commits } = await demoRoom();
  const wrong = { order: "", attempt: 0, lines: [{ productId: "prod1", quantity: -1 }] };

  const reserving = await assertRejects(() => catalog.reserve(wrong), InvalidInput);
  const releasing = await assertRejects(() => catalog.release(wrong), InvalidInput);

  assertEquals(reserving.issues.map(({ path }) => path), ["order", "attempt", "lines.0.quantity"]);
  assertEquals(releasing.issues.map(({ path }) => path), ["order", "attempt"]);
  assertEquals(commits.length, 3);
});

test("a reservation whose commit fails takes nothing, and one whose answer is lost takes once", async () => {
  for (const commitsFirst of [false, true]) {
    let failing = false;
    const { catalog, stocks } = await demoRoom({
      around: ({ commit }: Store) => ({
        commit: async (changes) => {
          if (!failing) return await commit(changes);
          if (commitsFirst) await commit(changes);
          throw new StoreUnavailable("no answer");
        },
      }),
    });
    failing = true;
    await assertRejects(() => catalog.reserve({ ...attempt, lines }), StoreUnavailable);
    assertEquals(await stocks(), commitsFirst ? [0, 48, 25] : [10, 50, 25]);
    failing = false;

    assertEquals((await catalog.reserve({ ...attempt, lines })).status, "reserved");
    assertEquals(await stocks(), [0, 48, 25]);
  }
});

/** A catalog of the demo products. */
async function demoRoom(
  options: RoomOptions = {},
): Promise<CatalogRoom & { readonly stocks: () => Promise<readonly number[]> }> {
  const room = catalogRoom(options);
  const { catalog } = room;
  await catalog.loadDemo();
  return {
    ...room,
    stocks: async () => (await catalog.list({ limit: 10 })).items.map(({ stock }) => stock),
  };
}
