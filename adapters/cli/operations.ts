/** What the command line can do. */

import type { Accounts } from "../../application/accounts/accounts.ts";
import type { Catalog } from "../../application/catalog/catalog.ts";
import type { DeadLetters } from "../../application/events/dead_letters.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { SubscriptionPorts } from "../../application/events/subscription.ts";
import type { BusParts } from "../../application/messaging/bus_status.ts";
import type { ReadMailbox } from "../../application/mail/kept_mail.ts";
import type { Orders } from "../../application/orders/orders.ts";
import type { Users } from "../../application/users/users.ts";

/** An application as commands call it; opened when a command runs, closed after it. */
export interface Operations extends BusParts, AsyncDisposable {
  readonly ports: SubscriptionPorts;
  readonly users: Users;
  readonly catalog: Catalog;
  readonly orders: Orders;
  readonly accounts: Accounts;
  readonly deadLetters: DeadLetters;
  /** `undefined` when mail is not kept here. */
  readonly readMailbox: ReadMailbox | undefined;
  readonly subscriptions: readonly Runnable[];
  /** `inside`: what follows from a command is done here, unless another process does it. */
  readonly worker: "inside" | "outside";
}

/** Gives the operations. */
export type OpenOperations = () => Promise<Operations>;
