/**
 * Conformance kits: what every adapter of a port must pass, for any test runner.
 *
 * A kit registers its cases with the runner it is given and asserts with `node:assert/strict` alone,
 * so it runs unchanged under `deno test`, `node --test` and `bun test`. The test of an adapter is
 * about ten lines: how to make a fresh place, and what the technology cannot do, each with its
 * reason.
 *
 * @example
 * ```ts ignore
 * import { storeConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 * import { test } from "node:test";
 *
 * storeConformance({
 *   test,
 *   create: () => {
 *     const store = memoryStore({ clock: systemClock(), newId: randomIds() });
 *     return Promise.resolve({
 *       open: () => Promise.resolve(store),
 *       [Symbol.asyncDispose]: () => Promise.resolve(),
 *     });
 *   },
 *   capabilities: {
 *     persistent: { missing: "memory ends with its process" },
 *     twoInstances: { missing: "each instance has its own memory" },
 *     twoProcesses: { missing: "no other process sees this memory" },
 *   },
 * });
 * ```
 *
 * @module
 */

export { accountsConformance } from "./accounts.ts";
export type { Capability, RegisterTest, TestBody } from "./kit.ts";
export { type MailConformance, mailConformance } from "./mail.ts";
export type { ArrivedMail, MailAnswer, MailCapabilities, MailPlace } from "./mail_place.ts";
export { type MessageBusConformance, messageBusConformance } from "./message_bus.ts";
export type {
  BrokerSwitch,
  ForeignClient,
  ForeignMessage,
  MessageBusCapabilities,
  MessageBusPlace,
  MessageBusPlaceOptions,
} from "./message_bus_place.ts";
export { type MessagingConformance, messagingConformance } from "./messaging.ts";
export type { MessagingPlace } from "./messaging_place.ts";
export { projectionConformance } from "./projections.ts";
export { type PaymentGatewayConformance, paymentGatewayConformance } from "./payments.ts";
export type {
  PaymentAnswer,
  PaymentCapabilities,
  PaymentMovements,
  PaymentPlace,
} from "./payments_place.ts";
export { type ProductRepositoryConformance, productRepositoryConformance } from "./products.ts";
export type { ProductRepositoryPlace } from "./products_place.ts";
export { type UserRepositoryConformance, userRepositoryConformance } from "./repository.ts";
export type { UserRepositoryPlace } from "./repository_place.ts";
export { type SellingConformance, sellingConformance } from "./selling.ts";
export type { ProductForSale, SellingPlace } from "./selling_place.ts";
export { type StoreConformance, storeConformance } from "./store.ts";
export type { StoreCapabilities, StorePlace } from "./store_place.ts";
export { spawnWorker, storeWorker } from "./store_worker.ts";
export { subscriptionConformance } from "./subscriptions.ts";
export { unitOfWorkConformance } from "./unit_of_work.ts";
