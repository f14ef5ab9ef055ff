/** The mail client over the network, loaded only when it is wanted. */

import type { SmtpServer } from "./server_url.ts";
import type { SmtpTransport } from "./transport.ts";

/** How the client behaves. */
export interface ConnectOptions {
  /** Milliseconds after which a server that does not answer is given up. */
  readonly timeout: number;
  readonly connections: number;
}

/** Makes a client with a pool of connections, which are opened when mails come. */
export async function connectTransport(
  { host, port, secure, auth, requireTLS, verify }: SmtpServer,
  { timeout, connections }: ConnectOptions,
): Promise<SmtpTransport> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    pool: true,
    host,
    port,
    secure,
    requireTLS,
    tls: { rejectUnauthorized: verify },
    ...(auth === undefined ? {} : { auth: { ...auth } }),
    maxConnections: connections,
    // A connection the server has closed meanwhile is no reason to fail; a second one is.
    maxRequeues: 1,
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    idleTimeout: timeout,
  });
}
