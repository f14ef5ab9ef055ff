/** Mails as they are handed to the client. */

import { type Email, MailRefused } from "../../application/mail/send_email.ts";
import { sha256 } from "../../application/sha256.ts";
import { isOneAddress, type Sender } from "./sender.ts";
import type { SmtpMessage } from "./transport.ts";

/**
 * Writes a mail for the client. The same idempotency key gives the same Message-ID.
 *
 * @throws {MailRefused} when address or subject could be read as more than they are
 */
export async function smtpMessage(
  { to, subject, text, idempotencyKey }: Email,
  { name, address }: Sender,
): Promise<SmtpMessage> {
  if (!isOneAddress(to)) throw new MailRefused(to, "it is not one address");
  if (/[\r\n\0]/.test(subject)) throw new MailRefused(to, "its subject has a line break");
  // No envelope of our own: nodemailer would carry its failure over to the next connection.
  return {
    from: { name, address },
    to: { name: "", address: to },
    subject: asIs(subject),
    text,
    messageId: `<${await sha256(idempotencyKey)}@${address.slice(address.indexOf("@") + 1)}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What looks like an encoded word (RFC 2047) is encoded itself, so that it is not decoded. */
function asIs(text: string): string {
  if (!text.includes("=?")) return text;
  const parts = text.match(/[^]{1,10}/gu) ?? [];
  return parts.map((part) => `=?UTF-8?B?${base64(part)}?=`).join(" ");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
