/** The ports of the application, as the container knows them. */

import { InjectionToken } from "@needle-di/core";
import type { Accounts } from "../../application/accounts/accounts.ts";
import type { Catalog } from "../../application/catalog/catalog.ts";
import type { ProductRepository } from "../../application/catalog/ports.ts";
import type { DeadLetters } from "../../application/events/dead_letters.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { ReadMailbox } from "../../application/mail/kept_mail.ts";
import type { SendEmail } from "../../application/mail/send_email.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { ReactionWays } from "../../application/messaging/reaction.ts";
import type { Orders } from "../../application/orders/orders.ts";
import type { PaymentGateway } from "../../application/orders/payment_gateway.ts";
import type {
  FindCustomerAddress,
  FindProduct,
  NotifyCustomer,
  OrderRepository,
  ReleaseStock,
  ReserveStock,
  ResumeFulfilment,
} from "../../application/orders/ports.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import type { UserRepository } from "../../application/users/ports.ts";
import type { Users } from "../../application/users/users.ts";
import type { Markups } from "../../domain/catalog/markups.ts";
import type { OpenedDenoKv } from "../deno_kv/open_kv.ts";
import type { OpenedPostgres } from "../postgres/open_client.ts";
import type { ReadLedger, SimulatedPayments } from "../simulated/payments.ts";
import type { SmtpMail } from "../smtp/send_email.ts";
import type { StripeClient } from "../stripe/client.ts";
import type { Messaging } from "./messaging_factory.ts";
import type { Selling } from "./selling_catalog.ts";
import type { ReceivePaymentNews } from "./stripe_news.ts";

/** Time. */
export const CLOCK: InjectionToken<Clock> = new InjectionToken<Clock>("Clock");
/** Ids. */
export const NEW_ID: InjectionToken<NewId> = new InjectionToken<NewId>("NewId");
/** Chance. */
export const RANDOM: InjectionToken<Random> = new InjectionToken<Random>("Random");
/** What happens, for people who look at it later. */
export const LOG: InjectionToken<Log> = new InjectionToken<Log>("Log");
/** State and events. */
export const STORE: InjectionToken<Store> = new InjectionToken<Store>("Store");
/** The Deno KV database, where there is one. */
export const DENO_KV: InjectionToken<OpenedDenoKv> = new InjectionToken<OpenedDenoKv>("DenoKv");
/** The connections to a PostgreSQL database, where there is one. */
export const POSTGRES: InjectionToken<OpenedPostgres> = new InjectionToken<OpenedPostgres>(
  "Postgres",
);
/** Mail to people. */
export const SEND_EMAIL: InjectionToken<SendEmail> = new InjectionToken<SendEmail>("SendEmail");
/** The connection to a mail server, where there is one. */
export const SMTP_MAIL: InjectionToken<SmtpMail> = new InjectionToken<SmtpMail>("SmtpMail");
/** What `mailbox:` has sent. */
export const READ_MAILBOX: InjectionToken<ReadMailbox> = new InjectionToken<ReadMailbox>(
  "ReadMailbox",
);
/** All users. */
export const USER_REPOSITORY: InjectionToken<UserRepository> = new InjectionToken<UserRepository>(
  "UserRepository",
);
/** The use cases of users. */
export const USERS: InjectionToken<Users> = new InjectionToken<Users>("Users");
/** The use cases of accounts. */
export const ACCOUNTS: InjectionToken<Accounts> = new InjectionToken<Accounts>("Accounts");
/** What is added to base prices. */
export const MARKUPS: InjectionToken<Markups> = new InjectionToken<Markups>("Markups");
/** All products. */
export const PRODUCT_REPOSITORY: InjectionToken<ProductRepository> = new InjectionToken<
  ProductRepository
>("ProductRepository");
/** The use cases of the catalog. */
export const CATALOG: InjectionToken<Catalog> = new InjectionToken<Catalog>("Catalog");
/** The catalogue that orders sell from. */
export const SELLING: InjectionToken<Selling> = new InjectionToken<Selling>("Selling");
/** Facts of products, for orders. */
export const FIND_PRODUCT: InjectionToken<FindProduct> = new InjectionToken<FindProduct>(
  "FindProduct",
);
/** Putting stock aside, for orders. */
export const RESERVE_STOCK: InjectionToken<ReserveStock> = new InjectionToken<ReserveStock>(
  "ReserveStock",
);
/** Giving stock back, for orders. */
export const RELEASE_STOCK: InjectionToken<ReleaseStock> = new InjectionToken<ReleaseStock>(
  "ReleaseStock",
);
/** The gateway that moves no money, where it is used. */
export const SIMULATED_PAYMENTS: InjectionToken<SimulatedPayments> = new InjectionToken<
  SimulatedPayments
>("SimulatedPayments");
/** The client of Stripe, where it is used. */
export const STRIPE: InjectionToken<StripeClient> = new InjectionToken<StripeClient>("Stripe");
/** Money for orders. */
export const PAYMENTS: InjectionToken<PaymentGateway> = new InjectionToken<PaymentGateway>(
  "PaymentGateway",
);
/** The books of a gateway that keeps them here. */
export const READ_LEDGER: InjectionToken<ReadLedger> = new InjectionToken<ReadLedger>("ReadLedger");
/** What a gateway tells of itself. */
export const RECEIVE_PAYMENT_NEWS: InjectionToken<ReceivePaymentNews> = new InjectionToken<
  ReceivePaymentNews
>("ReceivePaymentNews");
/** Where customers are written to. */
export const FIND_CUSTOMER_ADDRESS: InjectionToken<FindCustomerAddress> = new InjectionToken<
  FindCustomerAddress
>("FindCustomerAddress");
/** Notices to customers. */
export const NOTIFY_CUSTOMER: InjectionToken<NotifyCustomer> = new InjectionToken<NotifyCustomer>(
  "NotifyCustomer",
);
/** All orders. */
export const ORDER_REPOSITORY: InjectionToken<OrderRepository> = new InjectionToken<
  OrderRepository
>("OrderRepository");
/** A new life for work on an order that was parked. */
export const RESUME_FULFILMENT: InjectionToken<ResumeFulfilment> = new InjectionToken<
  ResumeFulfilment
>("ResumeFulfilment");
/** The use cases of orders. */
export const ORDERS: InjectionToken<Orders> = new InjectionToken<Orders>("Orders");
/** Messages to other processes and systems, where there is a bus. */
export const BUS: InjectionToken<MessageBus> = new InjectionToken<MessageBus>("MessageBus");
/** What goes over the bus, where there is one. */
export const MESSAGING: InjectionToken<Messaging> = new InjectionToken<Messaging>("Messaging");
/** What can go over the log or over the bus, both ways of each. */
export const REACTIONS: InjectionToken<readonly ReactionWays[]> = new InjectionToken<
  readonly ReactionWays[]
>("Reactions");
/** What follows from events. */
export const SUBSCRIPTIONS: InjectionToken<readonly Runnable[]> = new InjectionToken<
  readonly Runnable[]
>("Subscriptions");
/** What operators can do about failed events. */
export const DEAD_LETTERS: InjectionToken<DeadLetters> = new InjectionToken<DeadLetters>(
  "DeadLetters",
);

/** Gives the name of a port, for people. */
export function portName(token: InjectionToken<unknown>): string {
  // The library keeps the name to itself, but says it in quotes.
  return /"(.*)"/.exec(String(token))?.[1] ?? String(token);
}
