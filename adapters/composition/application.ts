/** An application that was put together: everything that web, worker, command line and tests call. */

import type { Accounts } from "../../application/accounts/accounts.ts";
import type { DeadLetters } from "../../application/events/dead_letters.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { SubscriptionPorts } from "../../application/events/subscription.ts";
import type { SendEmail } from "../../application/mail/send_email.ts";
import type { Users } from "../../application/users/users.ts";
import type { ReadMailbox } from "../mailbox/read_mailbox.ts";
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
  readonly sendEmail: SendEmail;
  /** `undefined` when mail is not kept in the store. */
  readonly readMailbox: ReadMailbox | undefined;
  readonly subscriptions: readonly Runnable[];
  readonly deadLetters: DeadLetters;
  /** Which adapter stands behind each port, without secrets. */
  readonly wiring: readonly Wire[];
}
