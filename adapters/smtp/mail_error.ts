/** What a mail server's refusal means: for this mail for good, or only now. */

import { MailRefused, MailUnavailable } from "../../application/mail/send_email.ts";

/** Says what a failed attempt means for the mail. */
export function mailError(to: string, cause: unknown): MailRefused | MailUnavailable {
  const error = readError(cause);
  return refusesMail(error)
    ? new MailRefused(to, error.reason, { cause })
    : new MailUnavailable(to, error.reason, { cause });
}

interface ClientError {
  /** Which part failed, in the words of nodemailer. */
  readonly code: string;
  /** What the server answered; 0 when it did not. */
  readonly responseCode: number;
  readonly reason: string;
}

/** Only what was said about this sender, recipient or content is about the mail. */
const aboutMail = new Set(["EENVELOPE", "EMESSAGE"]);
/** Answers that are about the session: out of order, or without the right to send at all. */
const aboutSession = new Set([503, 530, 534, 535, 538]);

function refusesMail({ code, responseCode }: ClientError): boolean {
  if (!aboutMail.has(code) || aboutSession.has(responseCode)) return false;
  // Without an answer it was the client that could not write the mail.
  return responseCode === 0 || responseCode >= 500;
}

function readError(cause: unknown): ClientError {
  const fields: Readonly<Record<string, unknown>> = cause instanceof Error ? { ...cause } : {};
  const { code, responseCode, response } = fields;
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    code: typeof code === "string" ? code : "",
    responseCode: typeof responseCode === "number" ? responseCode : 0,
    reason: typeof response === "string" ? response : message,
  };
}
