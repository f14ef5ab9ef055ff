/** What follows from events, in all contexts, and what operators do about failures. */

import { accountBalances } from "../../application/accounts/account_balances.ts";
import { accountHistory } from "../../application/accounts/account_entries.ts";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { abandonedPayments } from "../../application/orders/abandoned_payments.ts";
import { orderFulfilment } from "../../application/orders/fulfilment.ts";
import { type Binding, factory } from "./binding.ts";
import {
  CLOCK,
  DEAD_LETTERS,
  LOG,
  ORDER_REPOSITORY,
  PAYMENTS,
  RANDOM,
  REACTIONS,
  RELEASE_STOCK,
  RESERVE_STOCK,
  STORE,
  SUBSCRIPTIONS,
} from "./tokens.ts";

/** Binds the subscriptions of the application and their dead letters. */
export function subscriptionsFactory(): readonly Binding[] {
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM };
  const needs = {
    reactions: REACTIONS,
    orders: ORDER_REPOSITORY,
    reserveStock: RESERVE_STOCK,
    releaseStock: RELEASE_STOCK,
    payments: PAYMENTS,
    log: LOG,
  };
  return [
    factory(SUBSCRIPTIONS, "those of users, accounts and orders", needs, (ports) => [
      ...ports.reactions.map(({ subscription }) => subscription),
      accountBalances,
      accountHistory,
      orderFulfilment(ports),
      abandonedPayments(ports),
    ]),
    factory(DEAD_LETTERS, "documents of the store", machinery, deadLetters),
  ];
}
