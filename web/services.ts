/** What the web app stands on. */

import type { Accounts } from "../application/accounts/accounts.ts";
import type { Catalog } from "../application/catalog/catalog.ts";
import type { DeadLetters } from "../application/events/dead_letters.ts";
import type { ProjectionStatus } from "../application/events/projection_status.ts";
import type { SubscriptionStatus } from "../application/events/subscription_status.ts";
import type { MessagingParts } from "../application/messaging/messaging_status.ts";
import type { ReadMailbox } from "../application/mail/kept_mail.ts";
import type { Orders } from "../application/orders/orders.ts";
import type { PaymentStatus } from "../application/orders/payment_gateway.ts";
import type { Clock, Log, NewId } from "../application/ports.ts";
import type { Page, Store } from "../application/store/store.ts";
import type { Users } from "../application/users/users.ts";
import type { Markups } from "../domain/catalog/markups.ts";
import type { Money } from "../domain/kernel/money.ts";

/** Everything the web app calls: use cases, the machinery's state, and the machine itself. */
export interface Services {
  readonly users: Users;
  readonly accounts: Accounts;
  readonly catalog: Catalog;
  /** What the catalog adds to base prices. */
  readonly markups: Markups;
  readonly orders: Orders;
  readonly store: Store;
  /** `undefined` when mail is not kept here. */
  readonly readMailbox: ReadMailbox | undefined;
  /** `undefined` when the payment gateway's books are not kept here. */
  readonly readLedger: ReadLedger | undefined;
  /** `undefined` when deliveries of the payment gateway cannot be checked. */
  readonly receivePaymentNews: ReceivePaymentNews | undefined;
  readonly subscriptions: Subscriptions;
  readonly projections: Projections;
  readonly deadLetters: DeadLetters;
  /** What goes over the message bus; `undefined` without one. */
  readonly messaging: MessagingParts | undefined;
  /** Which adapter stands behind each port, without secrets. */
  readonly wiring: () => readonly Wire[];
  readonly log: Log;
  readonly clock: Clock;
  readonly newId: NewId;
  /** What operators show to be let in. */
  readonly adminToken: string;
  /** Names, with or without a port, under which clients may call. */
  readonly allowedHosts: readonly string[];
}

/** A payment in the gateway's books, with all money that went in and out. */
export interface KeptPayment {
  readonly id: string;
  readonly attempt: number;
  readonly amount: Money;
  readonly status: PaymentStatus;
  readonly reason?: string;
  readonly charges: readonly KeptMovement[];
  readonly refunds: readonly KeptMovement[];
}

/** Money that went one way. */
export interface KeptMovement {
  readonly id: string;
  readonly amount: Money;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Reads the payments of an order. */
export type ReadLedger = (
  query: { readonly order: string; readonly limit: number },
) => Promise<Page<KeptPayment>>;

/**
 * Takes a delivery of the payment gateway: the body's bytes, and the header that signs them. Rejects
 * with the code `payments/webhook-refused` when it does not come from there, or not now.
 */
export type ReceivePaymentNews = (
  delivery: { readonly body: Uint8Array; readonly signature: string | undefined },
  signal: AbortSignal,
) => Promise<void>;

/** How subscriptions are doing. */
export interface Subscriptions {
  readonly status: () => Promise<readonly SubscriptionStatus[]>;
}

/** How projections are doing, and what operators can ask of them. */
export interface Projections {
  readonly status: () => Promise<readonly ProjectionStatus[]>;
  /** @throws {ProjectionNotFound} */
  readonly rebuild: (name: string, actor: string) => Promise<void>;
}

/** A port and what stands behind it. */
export interface Wire {
  readonly port: string;
  readonly adapter: string;
  readonly detail?: string | undefined;
}

/** Somebody who was recognised; the id is kept in the metadata of what they cause. */
export interface Actor {
  readonly id: string;
}

/**
 * Recognises who asks for a business route; `undefined` is answered with 401. It gets a copy of the
 * request, so it may read the body.
 */
export type Authorize = (request: Request) => Actor | undefined | Promise<Actor | undefined>;
