/** The SendEmail port over SMTP. */

import { type Email, MailUnavailable, type SendEmail } from "../../application/mail/send_email.ts";
import { connectTransport } from "./connect.ts";
import { mailError } from "./mail_error.ts";
import { smtpMessage } from "./message.ts";
import { parseSender, type Sender } from "./sender.ts";
import { parseServerUrl } from "./server_url.ts";
import type { SmtpTransport } from "./transport.ts";

/** How mails are sent; what is given here goes before what the URL says. */
export interface SmtpOptions {
  /** `Name <address>` or an address; `Portico <no-reply@localhost>` unless told. */
  readonly from?: string;
  /** Milliseconds after which a server that does not answer is given up; 10,000 unless told. */
  readonly timeout?: number;
  /** Connections at the same time at most; 8 unless told. */
  readonly connections?: number;
}

/** A mail server to send through, until it is closed. */
export interface SmtpMail extends AsyncDisposable {
  readonly sendEmail: SendEmail;
  /** Lets mails in flight finish within the time-out, then closes the connections. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Sends mails through a server, by its URL (`smtp://user:password@host:587?from=ada%40example.org`,
 * or `smtps://`), or through a nodemailer transporter of the caller's, which stays open.
 *
 * A mail has arrived when the server has accepted it: it may still bounce. One that is sent again,
 * because the answer was lost, carries the same Message-ID (made from its idempotency key), by which
 * readers show it once.
 *
 * @throws {InvalidInput} when the URL or the sender is not valid
 *
 * @example
 * ```ts
 * import { smtpSendEmail } from "@portico/core/smtp";
 *
 * await using mail = await smtpSendEmail("smtp://localhost:1025", {
 *   from: "Portico <hello@example.org>",
 * });
 * const { sendEmail } = mail;
 * ```
 */
export async function smtpSendEmail(
  server: string | SmtpTransport,
  options: SmtpOptions = {},
): Promise<SmtpMail> {
  if (typeof server !== "string") {
    const { from, timeout } = { ...defaults, ...options };
    return openMail(server, parseSender(from), { timeout, close: () => {} });
  }
  const url = parseServerUrl(server);
  const { from, timeout, connections } = { ...defaults, ...url, ...options };
  const sender = parseSender(from);
  const transport = await connectTransport(url, { timeout, connections });
  return openMail(transport, sender, { timeout, close: () => transport.close({ force: true }) });
}

const defaults = {
  from: "Portico <no-reply@localhost>",
  timeout: 10_000,
  connections: 8,
};

interface Closing {
  readonly timeout: number;
  readonly close: () => void;
}

function openMail(transport: SmtpTransport, sender: Sender, { timeout, close }: Closing): SmtpMail {
  const inFlight = new Set<Promise<void>>();
  let closed = false;
  return {
    sendEmail: async (email, signal) => {
      signal?.throwIfAborted();
      if (closed) throw new MailUnavailable(email.to, "the connection to the server was closed");
      const sending = send(transport, sender, email, signal);
      inFlight.add(sending);
      await sending.finally(() => inFlight.delete(sending));
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      await atMost(timeout, Promise.allSettled(inFlight));
      close();
      await Promise.allSettled(inFlight);
    },
  };
}

async function send(
  transport: SmtpTransport,
  sender: Sender,
  email: Email,
  signal: AbortSignal | undefined,
): Promise<void> {
  const message = await smtpMessage(email, sender);
  try {
    await transport.sendMail(signal === undefined ? message : { ...message, signal });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw mailError(email.to, error);
  }
}

/** Waits for a promise, or for a time if that is over sooner. */
async function atMost(ms: number, promise: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  await Promise.race([promise, over.promise]);
  clearTimeout(timer);
}
