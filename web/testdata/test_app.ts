/** The web app over memory, with the real use cases, for tests. */

import { sellingCatalog } from "../../adapters/composition/selling_catalog.ts";
import { mailboxSendEmail, readMailbox } from "../../adapters/mailbox/mod.ts";
import {
  type MemoryClock,
  memoryClock,
  type MemoryLog,
  memoryLog,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { type SimulatedPayments, simulatedPayments } from "../../adapters/simulated/mod.ts";
import { accountBalances } from "../../application/accounts/account_balances.ts";
import { accountHistory } from "../../application/accounts/account_entries.ts";
import { createAccounts } from "../../application/accounts/accounts.ts";
import { createCatalog } from "../../application/catalog/catalog.ts";
import { productRepository } from "../../application/catalog/product_repository.ts";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { drain } from "../../application/events/drain.ts";
import { askRebuild } from "../../application/events/projection_rebuild.ts";
import { projectionStatus } from "../../application/events/projection_status.ts";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import type { SendEmail } from "../../application/mail/send_email.ts";
import { abandonedPayments } from "../../application/orders/abandoned_payments.ts";
import { orderFulfilment } from "../../application/orders/fulfilment.ts";
import { addressInCustomerId, mailCustomer } from "../../application/orders/mail_customer.ts";
import { orderNotices } from "../../application/orders/order_notices.ts";
import { orderRepository } from "../../application/orders/order_repository.ts";
import { createOrders } from "../../application/orders/orders.ts";
import { redriveFulfilment } from "../../application/orders/resume_fulfilment.ts";
import type { Store } from "../../application/store/store.ts";
import { welcomeMail } from "../../application/users/send_welcome_mail.ts";
import { userRepository } from "../../application/users/user_repository.ts";
import { createUsers } from "../../application/users/users.ts";
import { standardMarkups } from "../../domain/catalog/markups.ts";
import { type AppOptions, createApp } from "../app.ts";
import type { Services } from "../services.ts";

/** An app in the test's hand. */
export interface TestApp {
  readonly services: Services;
  readonly store: Store;
  readonly clock: MemoryClock;
  readonly log: MemoryLog;
  readonly payments: SimulatedPayments;
  /** Sends a request. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** Sends a JSON body. */
  readonly send: (
    method: string,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Sends a form as a browser does. */
  readonly form: (
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Handles all events, with a mail adapter of the test's own if it has one. */
  readonly drain: (sendEmail?: SendEmail) => Promise<void>;
}

/** The operators' token of the test app. */
export const TOKEN = "token-of-operators";

/** Headers of an operator's program. */
export const asOperator = { authorization: `Bearer ${TOKEN}` };

/** Headers of a person's browser. */
export const asPerson = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

/** Makes an app whose services can be replaced. */
export function testApp(given: Partial<Services> = {}, options: AppOptions = {}): TestApp {
  const clock = memoryClock();
  const newId = sequentialIds("id-");
  const random = seededRandom(1);
  const log = memoryLog();
  const store = memoryStore({ clock, newId });
  const ports = { store, clock, newId, random, log };
  const products = productRepository(ports);
  const catalog = createCatalog({ products, markups: standardMarkups, clock, newId });
  const payments = simulatedPayments({ clock });
  const selling = {
    ...ports,
    ...sellingCatalog(catalog),
    orders: orderRepository(ports),
    resumeFulfilment: redriveFulfilment(ports),
    payments,
  };
  const services: Services = {
    users: createUsers({ users: userRepository(ports), clock, newId }),
    accounts: createAccounts(ports),
    catalog,
    markups: standardMarkups,
    orders: createOrders(selling),
    store,
    readMailbox: readMailbox(store),
    readLedger: payments.ledger,
    receivePaymentNews: undefined,
    subscriptions: { status: () => subscriptionStatus(store) },
    projections: {
      status: () => projectionStatus(store),
      rebuild: (name, actor) => askRebuild(ports, name, actor),
    },
    deadLetters: deadLetters(ports),
    messaging: undefined,
    wiring: () => [{ port: "Store", adapter: "memoryStore" }],
    log,
    clock,
    newId,
    adminToken: TOKEN,
    allowedHosts: ["localhost"],
    ...given,
  };
  const app = createApp(services, options);
  const request = async (path: string, init?: RequestInit) => await app.request(path, init);
  return {
    services,
    store,
    clock,
    log,
    payments,
    request,
    send: (method, path, body, headers = {}) =>
      request(path, {
        method,
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    form: (path, fields, headers = {}) =>
      request(path, {
        method: "POST",
        headers: { ...asPerson, ...headers },
        body: new URLSearchParams(fields),
      }),
    drain: (sendEmail = mailboxSendEmail({ store, clock })) =>
      drain(ports, [
        welcomeMail({ sendEmail }),
        accountBalances,
        accountHistory,
        orderFulfilment(selling),
        abandonedPayments(selling),
        orderNotices({
          orders: selling.orders,
          notifyCustomer: mailCustomer({ sendEmail, findCustomerAddress: addressInCustomerId }),
        }),
      ]),
  };
}
