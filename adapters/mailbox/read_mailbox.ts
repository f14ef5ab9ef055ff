/** Reading the mailbox. */

import type { ReadMailbox } from "../../application/mail/kept_mail.ts";
import type { Store } from "../../application/store/store.ts";
import { sentMails } from "./sent_mail.ts";

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
