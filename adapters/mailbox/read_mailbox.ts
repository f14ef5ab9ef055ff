/** Reading the mailbox. */

import type { Page, Store } from "../../application/store/store.ts";
import { type SentMail, sentMails } from "./sent_mail.ts";

/** Which mails to list. */
export interface MailboxQuery {
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Lists mails with the newest first, page by page. */
export type ReadMailbox = (query: MailboxQuery) => Promise<Page<SentMail>>;

/**
 * Opens the mailbox of a store for reading.
 *
 * @example
 * ```ts
 * import { readMailbox } from "@portico/core/mailbox";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * await using store = memoryStore({ clock: systemClock(), newId: randomIds() });
 * const { items, next } = await readMailbox(store)({ limit: 50 });
 * ```
 */
export function readMailbox(store: Store): ReadMailbox {
  const mails = sentMails.of(store);
  return async ({ limit, after }) => {
    const { items, next } = await mails.find({ by: { index: "newest" }, limit, after });
    return { items: items.map(({ version: _, ...mail }) => mail), next };
  };
}
