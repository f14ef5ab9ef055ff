/** Mails that are kept to be read, instead of sent on. */

import type { Page } from "../store/store.ts";

/** A mail that was kept. */
export interface KeptMail {
  /** The mail's idempotency key. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What the mail is about, such as a user's id. */
  readonly about: string;
  /** ISO 8601 UTC. */
  readonly sentAt: string;
}

/** Which mails to list. */
export interface MailboxQuery {
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Lists mails with the newest first, page by page. */
export type ReadMailbox = (query: MailboxQuery) => Promise<Page<KeptMail>>;
