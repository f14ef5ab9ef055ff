/**
 * Mail that goes nowhere but into the store, where it can be read: for demos and tests.
 *
 * @module
 */

export { type MailboxQuery, type ReadMailbox, readMailbox } from "./read_mailbox.ts";
export { type MailboxPorts, mailboxSendEmail } from "./send_email.ts";
export type { SentMail } from "./sent_mail.ts";
