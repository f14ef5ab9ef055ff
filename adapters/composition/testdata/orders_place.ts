/** An application that sells, with any adapter behind each port of orders, and a look behind them. */

import type { Catalog } from "../../../application/catalog/catalog.ts";
import type { LedgerMovement } from "../../simulated/ledger_entry.ts";
import { type HttpCatalog, httpCatalog } from "../../http/catalog.ts";
import { Shop, TOKEN } from "../../http/testdata/shop.ts";
import { startStripe, type StripeServer } from "../../stripe/testdata/stripe_server.ts";
import { systemRandom } from "../../system/chance.ts";
import { systemClock } from "../../system/clock.ts";
import type { Application } from "../application.ts";
import { type Binding, value } from "../binding.ts";
import { compose } from "../compose.ts";
import { readConfig } from "../config.ts";
import { STORE } from "../tokens.ts";

/** What deliveries of the webhook are signed with. */
export const WEBHOOK_SECRET = "whsec_test";

/** What stands behind orders where it is not the usual. */
export interface Choice {
  readonly store?: "sqlite";
  readonly payments?: "stripe";
  /** The catalogue is in another application, with a store of its own. */
  readonly catalog?: "remote";
  readonly bind?: (given: Given) => readonly Binding[];
}

/** What bindings of a test can stand on. */
export interface Given {
  /** The catalogue of the place, over HTTP. */
  readonly remote: HttpCatalog;
  /** Notes that a customer was told something. */
  readonly note: (order: string, notice: string) => void;
}

export interface OrdersPlace extends AsyncDisposable {
  readonly application: Application;
  /** The catalogue that orders sell from, wherever it is. */
  readonly catalog: Catalog;
  readonly shop: Shop;
  /** What the gateway's books say was taken for an order and not given back. */
  readonly kept: (order: string) => Promise<number>;
  /** What the customer of an order was told. */
  readonly notices: (order: string) => Promise<readonly string[]>;
  /** Which adapter stands behind a port. */
  readonly behind: (port: string) => string;
}

/** Opens a place with the demo products. */
export async function openOrders(choice: Choice): Promise<OrdersPlace> {
  const folder = await Deno.makeTempDir();
  const STORE_URL = choice.store === "sqlite" ? `sqlite:${folder}/portico.db` : "memory:";
  const stripe = choice.payments === "stripe" ? await startStripe() : undefined;
  const shop = new Shop(await compose(readConfig({ STORE_URL })));
  await shop.application.catalog.loadDemo();
  const noted: Noted[] = [];
  const application = await openApplication(choice, { shop, stripe, noted });
  return {
    application,
    catalog: shop.application.catalog,
    shop,
    kept: stripe === undefined
      ? (order) => keptIn(application, order)
      : (order) => Promise.resolve(keptBy(stripe, order)),
    notices: async (order) => [
      ...await mailed(application, order),
      ...noted.filter(([about]) => about === order).map(([, notice]) => notice),
    ],
    behind: (port) => {
      const stored = adapterOf(shop.application, "Store").replace(/:.*/, ":");
      return adapterOf(application, port).replace("the store", stored);
    },
    [Symbol.asyncDispose]: async () => {
      await application[Symbol.asyncDispose]();
      await shop[Symbol.asyncDispose]();
      await stripe?.[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

type Noted = readonly [order: string, notice: string];

interface Outside {
  readonly shop: Shop;
  readonly stripe: StripeServer | undefined;
  readonly noted: Noted[];
}

/** Shares the store of the shop, unless the catalogue is to be somewhere else. */
async function openApplication(
  { catalog, bind }: Choice,
  { shop, stripe, noted }: Outside,
): Promise<Application> {
  const ports = { clock: systemClock(), random: systemRandom() };
  const remote = httpCatalog({ url: shop.url, token: TOKEN }, ports);
  const isRemote = catalog === "remote";
  const config = readConfig({
    STORE_URL: "memory:",
    ...(stripe === undefined ? {} : stripeVariables(stripe)),
    ...(isRemote ? { CATALOG_URL: shop.url.replace("://", `://operator:${TOKEN}@`) } : {}),
  });
  return await compose(config, [
    ...(isRemote ? [] : [value(STORE, shop.application.ports.store)]),
    ...bind?.({ remote, note: (order, notice) => noted.push([order, notice]) }) ?? [],
  ]);
}

function adapterOf({ wiring }: Application, port: string): string {
  return wiring.find((wire) => wire.port === port)?.adapter ?? "nothing";
}

function stripeVariables({ url }: StripeServer) {
  return {
    PAYMENTS_URL: "stripe:",
    STRIPE_SECRET_KEY: "sk_test_key",
    STRIPE_API_BASE: url,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
}

async function keptIn({ readLedger }: Application, order: string): Promise<number> {
  const { items = [] } = await readLedger?.({ order, limit: 100 }) ?? {};
  const sum = (movements: readonly LedgerMovement[]) =>
    movements.reduce((sum, { amount }) => sum + amount.amount, 0);
  return items.reduce((kept, { charges, refunds }) => kept + sum(charges) - sum(refunds), 0);
}

function keptBy({ account }: StripeServer, order: string): number {
  const sum = (movements: readonly { readonly amount: number }[]) =>
    movements.reduce((sum, { amount }) => sum + amount, 0);
  return [...account.intents.values()]
    .filter(({ metadata }) => metadata.order === order)
    .reduce((kept, { charges, refunds }) => kept + sum(charges) - sum(refunds), 0);
}

async function mailed({ readMailbox }: Application, order: string): Promise<readonly string[]> {
  const { items = [] } = await readMailbox?.({ limit: 100 }) ?? {};
  return items.filter(({ about }) => about === order)
    .map(({ subject }) => subject.split(" ").at(-1) ?? "");
}
