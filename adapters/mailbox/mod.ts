/**
 * Mail that goes nowhere but into the store, where it can be read: for demos and tests.
 *
 * @module
 */

export { readMailbox } from "./read_mailbox.ts";
export { type MailboxPorts, mailboxSendEmail } from "./send_email.ts";
