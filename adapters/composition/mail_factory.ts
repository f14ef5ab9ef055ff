/** The way of mail that is chosen by MAIL_URL; only what it takes is loaded. */

import { type Binding, factory } from "./binding.ts";
import type { MailChoice } from "./config.ts";
import { onFirstCall } from "./on_first_call.ts";
import { CLOCK, READ_MAILBOX, SEND_EMAIL, SMTP_MAIL, STORE } from "./tokens.ts";

/** Binds sending, and reading where mail is kept. */
export function mailFactory(choice: MailChoice): readonly Binding[] {
  switch (choice.scheme) {
    case "mailbox":
      return [
        factory(
          SEND_EMAIL,
          "mailbox:",
          { store: STORE, clock: CLOCK },
          (ports) =>
            onFirstCall(async () => {
              const { mailboxSendEmail } = await import("../mailbox/send_email.ts");
              return mailboxSendEmail(ports);
            }),
        ),
        factory(READ_MAILBOX, "mailbox:", { store: STORE }, ({ store }) =>
          onFirstCall(async () => {
            const { readMailbox } = await import("../mailbox/read_mailbox.ts");
            return readMailbox(store);
          })),
      ];
    case "console":
      return [
        factory(SEND_EMAIL, "console:", {}, async () => {
          const { consoleSendEmail } = await import("../console/send_email.ts");
          return consoleSendEmail();
        }),
      ];
    case "smtp":
      return [
        factory(SMTP_MAIL, choice.server, {}, async () => {
          const { smtpSendEmail } = await import("../smtp/send_email.ts");
          return await smtpSendEmail(choice.url);
        }),
        factory(SEND_EMAIL, "smtp:", { mail: SMTP_MAIL }, ({ mail }) => mail.sendEmail),
      ];
  }
}
