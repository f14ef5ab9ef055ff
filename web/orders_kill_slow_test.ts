import { assertEquals, assertGreater } from "@std/assert";
import { seededRandom } from "../adapters/memory/chance.ts";
import { withPostgres } from "../adapters/postgres/testdata/server.ts";
import type { SubscriptionStatus } from "../application/events/subscription_status.ts";
import { Buyers } from "./testdata/buyers.ts";
import { tellFigures } from "./testdata/figures.ts";
import { startWebProgram, type WebProgram } from "./testdata/program.ts";
import { eventually, pause } from "./testdata/register.ts";
import { isPaidInDoubt, wrongInSales } from "./testdata/sales_books.ts";
import { readSold } from "./testdata/sold.ts";
import { fileRoom, schemaRoom, type StoreRoom } from "./testdata/store_rooms.ts";

const CLIENTS = 12;
const KILLS = 21;
/** One life in so many is long enough to take over the subscriptions of the one before, and then some. */
const LONG_LIFE = 4;
const TAKE_OVER = 5000;
const UNITS = 100_000;

Deno.test(title("SQLite"), async () => await killAndSell(await fileRoom()));

await withPostgres(title("PostgreSQL"), (server) => {
  Deno.test(title("PostgreSQL"), async () => await killAndSell(schemaRoom(server)));
});

function title(store: string): string {
  return `[H-3] a server on ${store} that is killed while it sells has charged what is sold, once`;
}

/**
 * Kills the server again and again while clients order, confirm, cancel and ship. The gateway is the
 * simulated one: it keeps its books in the same store, so they outlive every kill, but each of its
 * movements is a commit of its own, apart from those of orders. So the server may die when the money
 * was taken and the order does not know; how many orders stood so is counted after the long lives.
 */
async function killAndSell(given: StoreRoom): Promise<void> {
  await using room = given;
  const seed = Date.now();
  const random = seededRandom(seed);
  await using lives = new AsyncDisposableStack();
  const start = async () => lives.use(await startWebProgram({ STORE_URL: room.url }));
  let server: Promise<WebProgram> = start();
  const products = await createProducts(await server);
  const buyers = new Buyers({ server: () => server, products, clients: CLIENTS, random });
  const inDoubt: number[] = [];

  for (let kill = 0; kill < KILLS; kill++) {
    const program = await server;
    const isLong = kill % LONG_LIFE === LONG_LIFE - 1;
    await pause(isLong ? TAKE_OVER + 200 + random() * 1500 : random() * 400);
    await eventually("it is busy", () => isBusy(buyers));
    program.kill("SIGKILL");
    server = program.ended.then(async () => {
      if (isLong) inDoubt.push(await countInDoubt(room));
      return await start();
    });
  }
  await settle(buyers, await server);

  await using store = await room.open();
  const sold = await readSold(store);
  const statuses = [...Map.groupBy(sold.orders, ({ status }) => status)]
    .map(([status, { length }]) => `${length} are ${status}`);
  tellFigures(
    `seed ${seed}: ${KILLS} kills with 8 requests in flight or more; at the ends of long lives ` +
      `${inDoubt.join(", ")} orders were paid and not yet confirmed; ` +
      `${buyers.answered.length} answers; in the end ${statuses.join(", ")}`,
  );
  assertEquals(wrongInSales(sold, buyers.answered, UNITS), []);
  assertGreater(Math.max(...inDoubt), 0);
}

/** Lets the last life see to everything, and stop in good order. */
async function settle(buyers: Buyers, last: WebProgram): Promise<void> {
  await eventually("something is delivered", () => buyers.hasSeen("OrderDelivered"));
  await buyers.stop();
  await eventually("all is done", () => isQuiet(last), 120_000);
  assertEquals((await last.finish("SIGTERM")).code, 0);
}

function isBusy(buyers: Buyers): boolean {
  return buyers.inFlight() >= 8 && buyers.inFlight("/confirmation") > 0;
}

async function countInDoubt({ open }: StoreRoom): Promise<number> {
  await using store = await open();
  const sold = await readSold(store);
  return sold.orders.filter((order) => isPaidInDoubt(order, sold)).length;
}

async function createProducts({ ask }: WebProgram): Promise<readonly string[]> {
  return await Promise.all(["Pen", "Ink", "Pad"].map(async (name, index) => {
    const basePrice = { amount: 10_01 + index, currency: "USD" };
    const body = JSON.stringify({ name, categoryId: "office", basePrice, stock: UNITS });
    const headers = { "content-type": "application/json" };
    const response = await ask("/products", { method: "POST", headers, body });
    return (await response.json()).id;
  }));
}

async function isQuiet({ ask }: WebProgram): Promise<boolean> {
  const { items }: { readonly items: readonly SubscriptionStatus[] } =
    await (await ask("/admin/subscriptions")).json();
  return items.every(({ behind, waiting }) => behind + waiting === 0);
}
