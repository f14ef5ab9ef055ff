/** What follows from events, in all contexts, and what operators do about failures. */

import { accountBalances } from "../../application/accounts/account_balances.ts";
import { accountHistory } from "../../application/accounts/account_entries.ts";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { welcomeMail } from "../../application/users/send_welcome_mail.ts";
import { type Binding, factory } from "./binding.ts";
import { CLOCK, DEAD_LETTERS, RANDOM, SEND_EMAIL, STORE, SUBSCRIPTIONS } from "./tokens.ts";

/** Binds the subscriptions of the application and their dead letters. */
export function subscriptionsFactory(): readonly Binding[] {
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM };
  return [
    factory(SUBSCRIPTIONS, "welcome-mail, account-balances, account-history", {
      sendEmail: SEND_EMAIL,
    }, (ports) => [
      welcomeMail(ports),
      accountBalances,
      accountHistory,
    ]),
    factory(DEAD_LETTERS, "documents of the store", machinery, deadLetters),
  ];
}
