/** Whether a gateway that hangs for some orders slows the others down: SQLite, 16 at a time. */

import { join } from "node:path";
import {
  type Application,
  compose,
  PAYMENTS,
  readConfig,
  value,
} from "../../adapters/composition/mod.ts";
import { simulatedPayments } from "../../adapters/simulated/mod.ts";
import { silentLog, systemClock } from "../../adapters/system/mod.ts";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import type { PaymentGateway } from "../../application/orders/payment_gateway.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import { type Contender, type Measured, RUNS, sideBySide } from "./side_by_side.ts";
import { inParallel } from "./workload.ts";

/** Orders of one round that the gateway answers. */
const ORDERS = 600;
/** After so many of them comes one that it does not. */
const BETWEEN = 49;
/** Clients that wait for each order before they confirm the next. */
const CLIENTS = 16;
/** Milliseconds for which it is silent about one. */
const SILENCE = 30_000;

/** Measures orders that are confirmed, each round in a shop of its own. */
export async function measureHangingGateway(folder: string): Promise<readonly Measured[]> {
  await using shops = new AsyncDisposableStack();

  async function confirmations(name: string, between: number): Promise<Contender> {
    const ready: Shop[] = [];
    for (let run = 0; run < RUNS; run++) {
      ready.push(shops.use(await openShop(join(folder, `${between}-${run}.db`), between)));
    }
    return { name, operations: ORDERS, run: async () => await ready.pop()?.sell() };
  }

  return await sideBySide([
    await confirmations("all answered", Infinity),
    await confirmations(`one of ${BETWEEN + 1} hangs for ${SILENCE / 1000} s`, BETWEEN),
  ]);
}

interface Shop extends AsyncDisposable {
  /** Confirms all orders; those that the gateway is silent about are not waited for. */
  readonly sell: () => Promise<void>;
}

async function openShop(path: string, between: number): Promise<Shop> {
  const silent = new Set<string>();
  const application = await compose(readConfig({ STORE_URL: `sqlite:${path}` }), [
    value(PAYMENTS, silentFor(silent)),
  ]);
  const ids = await placeOrders(application, ORDERS + Math.floor(ORDERS / between));
  const isSilent = (index: number) => index % (between + 1) === between;
  for (const id of ids.filter((_, index) => isSilent(index))) silent.add(id);
  return {
    sell: () => sell(application, ids, silent),
    [Symbol.asyncDispose]: () => application[Symbol.asyncDispose](),
  };
}

async function sell(
  { orders, ports, subscriptions }: Application,
  ids: readonly string[],
  silent: ReadonlySet<string>,
): Promise<void> {
  const stop = new AbortController();
  const options = { signal: stop.signal, stopWithin: 0 };
  const running = runSubscriptions({ ...ports, log: silentLog() }, subscriptions, options);
  await inParallel(ids.length, CLIENTS, async (number) => {
    const id = ids[ids.length - number] ?? "";
    await orders.confirm({ id, paymentMethod: "pm_card_visa" });
    if (silent.has(id)) return;
    const { status } = await orders.awaitSettled({ id, within: SILENCE });
    if (status !== "confirmed") throw new Error(`The order ${id} is ${status}`);
  });
  stop.abort();
  await running;
}

/** A gateway that is silent about some orders from when it is first asked for their money. */
function silentFor(silent: ReadonlySet<string>): PaymentGateway {
  const clock = systemClock();
  const gateway = simulatedPayments({ clock });
  const since = new Map<string, number>();
  return {
    ...gateway,
    complete: async (payment, signal) => {
      const order = payment.id.replace(/^pay_(.+)_\d+$/, "$1");
      if (silent.has(order)) {
        const first = since.get(order) ?? clock.monotonic();
        since.set(order, first);
        await clock.sleep(first + SILENCE - clock.monotonic(), signal);
      }
      return await gateway.complete(payment, signal);
    },
  };
}

async function placeOrders(
  { catalog, orders }: Application,
  count: number,
): Promise<readonly string[]> {
  const basePrice = parseMoney({ amount: 29_99, currency: "USD" });
  const product = { name: "Mouse", categoryId: "electronics", basePrice, stock: count };
  const { id: productId } = await catalog.create(product);
  const placed: string[] = [];
  await inParallel(count, 64, async () => {
    const { id } = await orders.place({ customerId: "customer456" });
    await orders.addItem({ id, productId, quantity: 1 });
    placed.push(id);
  });
  return placed;
}
