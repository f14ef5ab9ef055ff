/** The SendEmail port over a mailbox in the store, for demos and tests. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { MailRefused, type SendEmail } from "../../application/mail/send_email.ts";
import type { Clock } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { sentMails } from "./sent_mail.ts";

/** What a mailbox stands on. */
export interface MailboxPorts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
}

/**
 * Sends mails into the store, each exactly once: a key that is there already is a mail that was sent.
 * Errors of the store itself are passed on as they are.
 *
 * @example
 * ```ts
 * import { mailboxSendEmail, readMailbox } from "@portico/core/mailbox";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const sendEmail = mailboxSendEmail({ store, clock });
 * const about = "user-1";
 * const mail = { to: "ada@example.org", subject: "Hello", text: "Hello Ada", about };
 * await sendEmail({ ...mail, idempotencyKey: "hello-ada" });
 * await sendEmail({ ...mail, idempotencyKey: "hello-ada" });
 * (await readMailbox(store)({ limit: 50 })).items.length; // 1
 * ```
 */
export function mailboxSendEmail({ store, clock }: MailboxPorts): SendEmail {
  const mails = sentMails.of(store);
  return async ({ to, subject, text, about, idempotencyKey: id }, signal) => {
    signal?.throwIfAborted();
    const sentAt = new Date(clock.now()).toISOString();
    try {
      await mails.save({ id, to, subject, text, about, sentAt }, "none");
    } catch (error) {
      if (!isDomainError(error)) throw error;
      if (error.code === "store/version-conflict") return;
      if (error.permanent) {
        throw new MailRefused(to, "the mailbox cannot keep it", { cause: error });
      }
      throw error;
    }
  };
}
