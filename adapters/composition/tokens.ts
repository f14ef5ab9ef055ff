/** The ports of the application, as the container knows them. */

import { InjectionToken } from "@needle-di/core";
import type { Accounts } from "../../application/accounts/accounts.ts";
import type { DeadLetters } from "../../application/events/dead_letters.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { SendEmail } from "../../application/mail/send_email.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import type { UserRepository } from "../../application/users/ports.ts";
import type { Users } from "../../application/users/users.ts";
import type { ReadMailbox } from "../mailbox/read_mailbox.ts";
import type { OpenedDenoKv } from "../deno_kv/open_kv.ts";
import type { OpenedPostgres } from "../postgres/open_client.ts";
import type { SmtpMail } from "../smtp/send_email.ts";

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
