/**
 * Mail by SMTP, through nodemailer, which is loaded when a connection is made.
 *
 * @module
 */

export { smtpSendEmail } from "./send_email.ts";
export type { SmtpMail, SmtpOptions } from "./send_email.ts";
export type { SmtpMessage, SmtpTransport } from "./transport.ts";
