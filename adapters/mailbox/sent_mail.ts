/** Mails as documents: one per idempotency key, listed with the newest first. */

import { z } from "zod";
import type { KeptMail } from "../../application/mail/kept_mail.ts";
import { type Collection, collection } from "../../application/store/collection.ts";

const shape = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  about: z.string(),
  sentAt: z.iso.datetime(),
});

/** The collection of all mails that were sent. */
export const sentMails: Collection<KeptMail> = collection<KeptMail>({
  name: "mailbox",
  id: ({ id }) => id,
  schema: { version: 1, parse: (data) => shape.parse(data) },
  encode: (mail) => ({ ...mail }),
  index: ({ sentAt }) => ({ newest: newestFirst(sentAt) }),
});

/** The last millisecond that a date can hold. */
const LAST_TIME = 8.64e15;

/** An index entry that is the smaller, the later the time is. */
function newestFirst(sentAt: string): string {
  return String(LAST_TIME - Date.parse(sentAt)).padStart(17, "0");
}
