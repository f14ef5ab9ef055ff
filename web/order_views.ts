/** What the page of an order shows, gathered. */

import type { KeptMail } from "../application/mail/kept_mail.ts";
import { orderStream } from "../application/orders/order_repository.ts";
import type { Stored } from "../application/store/collection.ts";
import type { Recorded, Store } from "../application/store/store.ts";
import type { Product } from "../domain/catalog/product.ts";
import type { Order } from "../domain/orders/order.ts";
import type { AppContext } from "./app_env.ts";
import { awaitMails } from "./kept_mails.ts";
import { isOperator } from "./middleware/operator.ts";
import type { KeptPayment, Services } from "./services.ts";

/** An order, with what led there and what followed. */
export interface OrderDetails {
  readonly order: Stored<Order>;
  /** The latest, newest first. */
  readonly events: readonly Recorded[];
  /** What can be added. */
  readonly products: readonly Product[];
  /** `undefined` for who is no operator. */
  readonly followed: OrderConsequences | undefined;
  readonly formKey: string;
}

/** What operators see of what followed; `undefined` is what is not kept here. */
export interface OrderConsequences {
  readonly payments: readonly KeptPayment[] | undefined;
  readonly mails: readonly KeptMail[] | undefined;
}

/** How many events, products and payments are shown at once. */
const EVENTS = 100;
const PRODUCTS = 200;
const PAYMENTS = 50;

/** Gathers what the page of an order shows. */
export async function readOrderDetails(
  c: AppContext,
  services: Services,
  order: Stored<Order>,
): Promise<OrderDetails> {
  const { store, catalog, newId, adminToken } = services;
  const [events, { items: products }, mayLookInside] = await Promise.all([
    readLatest(store, orderStream(order.id)),
    order.status === "pending" ? catalog.list({ limit: PRODUCTS }) : { items: [] },
    isOperator(c, adminToken),
  ]);
  const followed = mayLookInside ? await readConsequences(services, order, events) : undefined;
  return { order, events: events.toReversed(), products, followed, formKey: newId() };
}

/** How many events are read at once. */
const READ = 200;

/** How long a stream is only its end tells. */
async function readLatest(store: Store, stream: string): Promise<readonly Recorded[]> {
  let latest: readonly Recorded[] = [];
  for (let after = 0;; after += READ) {
    const events = await store.readStream(stream, { after, limit: READ });
    latest = [...latest, ...events].slice(-EVENTS);
    if (events.length < READ) return latest;
  }
}

async function readConsequences(
  services: Services,
  { id }: Order,
  events: readonly Recorded[],
): Promise<OrderConsequences> {
  const mailed = events.filter(({ type }) => MAILED.has(type));
  const isLate = ({ recordedAt }: Recorded) => services.clock.now() - Date.parse(recordedAt) > LATE;
  const [ledger, mails] = await Promise.all([
    services.readLedger?.({ order: id, limit: PAYMENTS }),
    awaitMails(services, id, mailed.every(isLate) ? 0 : mailed.length),
  ]);
  return { payments: ledger?.items, mails };
}

/** Milliseconds after which a mail that is not there is not waited for. */
const LATE = 2000;

/** The types of events that a mail follows from. */
const MAILED: ReadonlySet<string> = new Set(["OrderConfirmed", "OrderCancelled"]);
