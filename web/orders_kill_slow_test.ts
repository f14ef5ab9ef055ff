import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { seededRandom } from "../adapters/memory/chance.ts";
import type { Random } from "../application/ports.ts";
import type { SubscriptionStatus } from "../application/events/subscription_status.ts";
import { tellFigures } from "./testdata/figures.ts";
import { startWebProgram, type WebProgram } from "./testdata/program.ts";
import { eventually, pause } from "./testdata/register.ts";
import { readSold, type SoldOrder } from "./testdata/sold.ts";

const CLIENTS = 8;
const LIVES = 6;
/** Milliseconds until a new life goes on where the one before was killed. */
const TAKE_OVER = 5000;
const STOCK = 100_000;

describe("a server that is killed while it sells", () => {
  it("[H-3] has charged every confirmed order once, and no other, when all is done", async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/portico.db`;
    const seed = Date.now();
    const random = seededRandom(seed);
    const start = () => startWebProgram({ STORE_URL: `sqlite:${path}` });
    let inDoubt = 0;

    let productId: string | undefined;
    for (let life = 0; life < LIVES; life++) {
      await using server = await start();
      productId ??= await createProduct(server);
      const clients = Array.from({ length: CLIENTS }, () => sell(server, `${productId}`, random));
      await pause(TAKE_OVER + 200 + random() * 1500);
      server.kill("SIGKILL");
      await Promise.all([server.ended, ...clients]);
      const { orders } = await readSold(path);
      inDoubt += orders.filter(isPaidInDoubt).length;
    }
    await using last = await start();
    await eventually("all is done", () => isQuiet(last), 120_000);
    assertEquals((await last.finish("SIGTERM")).code, 0);

    const { orders, stock, notices } = await readSold(path);
    const confirmed = orders.filter(({ status }) => status === "confirmed");
    const cancelled = orders.filter(({ status }) => status === "cancelled");
    tellFigures(
      `seed ${seed}: ${LIVES} kills, at which ${inDoubt} orders were paid and not yet confirmed; ` +
        `in the end ${confirmed.length} are confirmed, ${cancelled.length} cancelled`,
    );
    assertGreater(inDoubt, 0);
    assertEquals(orders.filter(isUnfinished), []);
    assertEquals(confirmed.filter(({ charges, refunds }) => charges !== 1 || refunds !== 0), []);
    assertEquals(
      cancelled.filter(({ charges, refunds }) => charges > 1 || refunds !== charges),
      [],
    );
    assertEquals(stock, STOCK - confirmed.length);
    assertEquals(notices.confirmed.filter((id, index, all) => all.indexOf(id) !== index), []);
    assertEquals(confirmed.filter(({ id }) => !notices.confirmed.includes(id)), []);
    assertEquals(notices.cancelled.toSorted(), cancelled.map(({ id }) => id).toSorted());
    await Deno.remove(folder, { recursive: true });
  });
});

/** The money was taken, and that is not stored yet. */
function isPaidInDoubt({ status, charges }: SoldOrder): boolean {
  return status === "confirming" && charges > 0;
}

/** What was never confirmed may stay pending, and owes nothing. */
function isUnfinished({ status, charges }: SoldOrder): boolean {
  return !["confirmed", "cancelled"].includes(status) && (status !== "pending" || charges > 0);
}

async function createProduct(server: WebProgram): Promise<string> {
  const basePrice = { amount: 10_00, currency: "USD" };
  const body = { name: "Pen", categoryId: "office", basePrice, stock: STOCK };
  return (await send(server, "/products", body)).id;
}

/** Orders, confirms, and now and then cancels, until the server does not answer any more. */
async function sell(server: WebProgram, productId: string, random: Random): Promise<void> {
  for (;;) {
    try {
      const { id } = await send(server, "/orders", { customerId: "ada@example.org" });
      await send(server, `/orders/${id}/items`, { productId, quantity: 1 });
      // After one in four payments the answer gets lost, so that the order is in doubt for a while.
      const paymentMethod = random() < 0.25 ? "pm_card_chargeLost" : "pm_card_visa";
      await send(server, `/orders/${id}/confirmation`, { paymentMethod });
      if (random() < 0.3) await send(server, `/orders/${id}/cancellation`, {});
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return;
      throw error;
    }
  }
}

async function send(
  { ask }: WebProgram,
  path: string,
  body: unknown,
): Promise<{ readonly id: string }> {
  const headers = { "content-type": "application/json" };
  const response = await ask(path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

async function isQuiet({ ask }: WebProgram): Promise<boolean> {
  const { items }: { readonly items: readonly SubscriptionStatus[] } =
    await (await ask("/admin/subscriptions")).json();
  return items.every(({ behind, waiting }) => behind + waiting === 0);
}
