/** A real mail server in the process of the test, which can be down, and refuses whom it is told to. */

import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server in the test's hand. */
export interface MailServer {
  readonly port: number;
  /** To whom mails came, in the order of their coming; somebody may be there twice. */
  readonly received: readonly string[];
  /** Whom it will never take mails for. */
  readonly refused: Set<string>;
  readonly stop: () => Promise<void>;
}

/** Starts a server at a port, or at any that is free. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const received: string[] = [];
  const refused = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _, done) => {
      if (!refused.has(address)) return done();
      done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
    },
    onData: (stream, { envelope }, done) => {
      stream.on("end", () => {
        received.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      });
      stream.resume();
    },
  });
  server.on("error", () => {});
  const listening = Promise.withResolvers<void>();
  const listener = server.listen(port, "127.0.0.1", listening.resolve);
  await listening.promise;
  return {
    port: (listener.address() as AddressInfo).port,
    received,
    refused,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
