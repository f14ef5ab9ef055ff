/** The composition: the one place that knows every adapter. */

import { accountsFactory } from "./accounts_factory.ts";
import type { Application } from "./application.ts";
import type { Binding } from "./binding.ts";
import { catalogFactory } from "./catalog_factory.ts";
import type { Config } from "./config.ts";
import { logFactory } from "./log_factory.ts";
import { mailFactory } from "./mail_factory.ts";
import { messagingFactory } from "./messaging_factory.ts";
import { ordersFactory } from "./orders_factory.ts";
import { paymentsFactory } from "./payments_factory.ts";
import { reactionsFactory } from "./reactions_factory.ts";
import { storeFactory } from "./store_factory.ts";
import { subscriptionsFactory } from "./subscriptions_factory.ts";
import { systemFactory } from "./system_factory.ts";
import {
  ACCOUNTS,
  CATALOG,
  CLOCK,
  DEAD_LETTERS,
  LOG,
  MARKUPS,
  MESSAGING,
  NEW_ID,
  ORDERS,
  RANDOM,
  REACTIONS,
  READ_LEDGER,
  READ_MAILBOX,
  RECEIVE_PAYMENT_NEWS,
  SEND_EMAIL,
  STORE,
  SUBSCRIPTIONS,
  USERS,
} from "./tokens.ts";
import { usersFactory } from "./users_factory.ts";
import { wire } from "./wire.ts";

/**
 * Puts an application together: every piece is made and opened now, or none stays. Bindings given
 * take the place of the usual ones. Two applications of one process share nothing.
 *
 * @throws {CompositionFailed} with every piece that is missing or fails, and who needed it
 *
 * @example
 * ```ts
 * import { compose, readConfig } from "@portico/core/composition";
 *
 * await using application = await compose(readConfig({ STORE_URL: "memory:" }));
 * await application.users.register({ name: "Ada Lovelace", email: "ada@example.com" });
 * ```
 */
export async function compose(
  config: Config,
  overrides: readonly Binding[] = [],
): Promise<Application> {
  const { get, find, wiring, close } = await wire([
    ...systemFactory(),
    ...logFactory(config),
    ...storeFactory(config.store),
    ...mailFactory(config.mail),
    ...usersFactory(),
    ...accountsFactory(),
    ...catalogFactory(),
    ...paymentsFactory(config.payments),
    ...ordersFactory(config.catalog),
    ...reactionsFactory(config.messaging),
    ...messagingFactory(config.messaging),
    ...subscriptionsFactory(),
    ...overrides,
  ]);
  const messaging = find(MESSAGING);
  return {
    ports: {
      store: get(STORE),
      clock: get(CLOCK),
      random: get(RANDOM),
      newId: get(NEW_ID),
      log: get(LOG),
    },
    users: get(USERS),
    accounts: get(ACCOUNTS),
    catalog: get(CATALOG),
    markups: get(MARKUPS),
    orders: get(ORDERS),
    sendEmail: get(SEND_EMAIL),
    readMailbox: find(READ_MAILBOX),
    readLedger: find(READ_LEDGER),
    receivePaymentNews: find(RECEIVE_PAYMENT_NEWS),
    subscriptions: [...get(SUBSCRIPTIONS), ...messaging?.subscriptions ?? []],
    reactions: {
      names: get(REACTIONS).map(({ subscription }) => subscription.name),
      way: config.messaging.reactions,
    },
    messaging,
    deadLetters: get(DEAD_LETTERS),
    wiring,
    [Symbol.asyncDispose]: close,
  };
}
