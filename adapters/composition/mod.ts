/**
 * The whole application, put together from a configuration, and the means to put it together
 * otherwise.
 *
 * @module
 */

export type { Application } from "./application.ts";
export { type Binding, factory, type Needs, value } from "./binding.ts";
export type { PaymentDelivery, ReceivePaymentNews } from "./stripe_news.ts";
export { compose } from "./compose.ts";
export { CompositionFailed, type CompositionProblem } from "./composition_failed.ts";
export {
  type BusChoice,
  type CatalogChoice,
  type Config,
  type Environment,
  InvalidConfiguration,
  type LogConfig,
  type MailChoice,
  type MessagingConfig,
  type PaymentsChoice,
  readConfig,
  type StoreChoice,
  type WebConfig,
} from "./config.ts";
export type { Messaging } from "./messaging_factory.ts";
export { type Selling, sellingCatalog } from "./selling_catalog.ts";
export {
  ACCOUNTS,
  BUS,
  CATALOG,
  CLOCK,
  DEAD_LETTERS,
  FIND_CUSTOMER_ADDRESS,
  FIND_PRODUCT,
  LOG,
  MARKUPS,
  MESSAGING,
  NEW_ID,
  NOTIFY_CUSTOMER,
  ORDER_REPOSITORY,
  ORDERS,
  PAYMENTS,
  PRODUCT_REPOSITORY,
  RANDOM,
  REACTIONS,
  READ_LEDGER,
  READ_MAILBOX,
  RECEIVE_PAYMENT_NEWS,
  RELEASE_STOCK,
  RESERVE_STOCK,
  RESUME_FULFILMENT,
  SEND_EMAIL,
  SMTP_MAIL,
  STORE,
  SUBSCRIPTIONS,
  USER_REPOSITORY,
  USERS,
} from "./tokens.ts";
export type { Wire } from "./wire.ts";
