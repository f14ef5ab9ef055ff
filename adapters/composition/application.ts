/** An application that was put together: everything that web, worker, command line and tests call. */

import type { Accounts } from "../../application/accounts/accounts.ts";
import type { Catalog } from "../../application/catalog/catalog.ts";
import type { DeadLetters } from "../../application/events/dead_letters.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { SubscriptionPorts } from "../../application/events/subscription.ts";
import type { ReadMailbox } from "../../application/mail/kept_mail.ts";
import type { Way } from "../../application/messaging/reaction_turns.ts";
import type { SendEmail } from "../../application/mail/send_email.ts";
import type { Orders } from "../../application/orders/orders.ts";
import type { Users } from "../../application/users/users.ts";
import type { ReadLedger } from "../simulated/payments.ts";
import type { ReceivePaymentNews } from "./stripe_news.ts";
import type { Markups } from "../../domain/catalog/markups.ts";
import type { Messaging } from "./messaging_factory.ts";
import type { Wire } from "./wire.ts";

/**
 * The use cases of every context and the ports they stand on. Nothing runs by itself: subscriptions
 * are run by who has the list, with `runSubscriptions` or `drain`. Disposing closes what was opened,
 * in the reverse order.
 */
export interface Application extends AsyncDisposable {
  /** What running the subscriptions stands on. */
  readonly ports: SubscriptionPorts;
  readonly users: Users;
  readonly accounts: Accounts;
  /** The products of this application; orders may sell those of another. */
  readonly catalog: Catalog;
  /** What the catalog adds to base prices. */
  readonly markups: Markups;
  readonly orders: Orders;
  readonly sendEmail: SendEmail;
  /** `undefined` when mail is not kept in the store. */
  readonly readMailbox: ReadMailbox | undefined;
  /** The gateway's books; `undefined` when they are not kept in the store. */
  readonly readLedger: ReadLedger | undefined;
  /** Takes deliveries of Stripe's webhook; `undefined` when they cannot be checked. */
  readonly receivePaymentNews: ReceivePaymentNews | undefined;
  /** What follows from events; with a message bus, the relay and the inboxes too. */
  readonly subscriptions: readonly Runnable[];
  /** Which subscriptions can go over the bus, and whether they do. */
  readonly reactions: { readonly names: readonly string[]; readonly way: Way };
  /** `undefined` without a message bus. */
  readonly messaging: Messaging | undefined;
  readonly deadLetters: DeadLetters;
  /** Which adapter stands behind each port, without secrets. */
  readonly wiring: readonly Wire[];
}
