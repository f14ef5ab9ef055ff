/** A database of its own for several processes, and a look into it without them. */

import { readMailbox } from "../../adapters/mailbox/read_mailbox.ts";
import { openPostgres, postgresStore } from "../../adapters/postgres/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import {
  type SubscriptionStatus,
  subscriptionStatus,
} from "../../application/events/subscription_status.ts";
import type { KeptMail } from "../../application/mail/kept_mail.ts";
import { orderRepository } from "../../application/orders/order_repository.ts";
import { userRepository } from "../../application/users/user_repository.ts";
import { readAllPages } from "./stored.ts";

/** What the processes left behind. */
export interface TradingResult {
  readonly users: readonly string[];
  readonly confirmed: readonly string[];
  readonly mails: readonly KeptMail[];
}

/** A schema that goes away with its test. */
export interface TradingPlace extends AsyncDisposable {
  /** For `STORE_URL`. */
  readonly url: string;
  readonly subscriptions: () => Promise<readonly SubscriptionStatus[]>;
  readonly result: () => Promise<TradingResult>;
}

/** Makes a schema on a server. */
export async function tradingPlace(server: string): Promise<TradingPlace> {
  const schema = `portico_trade_${crypto.randomUUID().slice(0, 8)}`;
  const url = new URL(server);
  url.searchParams.set("schema", schema);
  const opened = await openPostgres(server);
  const ports = {
    clock: systemClock(),
    newId: randomIds(),
    random: systemRandom(),
    log: silentLog(),
  };
  const store = await postgresStore(opened.client, ports, { schema });
  return {
    url: url.href,
    subscriptions: () => subscriptionStatus(store),
    result: async () => {
      const users = await readAllPages(userRepository({ ...ports, store }).list);
      const orders = await readAllPages(orderRepository({ ...ports, store }).list);
      return {
        users: users.map(({ id }) => id),
        confirmed: orders.filter(({ status }) => status === "confirmed").map(({ id }) => id),
        mails: await readAllPages(readMailbox(store)),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await opened.client.unsafe(`DROP SCHEMA ${schema} CASCADE`, [], { prepare: false }).values();
      await opened[Symbol.asyncDispose]();
    },
  };
}
