/** A real mail server in the process of the test, which answers as it is told. */

import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { readMail, type ReceivedMail } from "./read_mail.ts";

/** What the server says instead of "250 OK", and where. */
export interface Answer {
  readonly at: "connect" | "auth" | "from" | "to" | "data";
  readonly code: number;
  /** Whether the next one is answered as usual. */
  readonly once?: boolean;
}

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** How many connections there were. */
  readonly connections: () => number;
  readonly logins: readonly (readonly [user: string | undefined, password: unknown])[];
  answer?: Answer | "silence" | undefined;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly port?: number;
  readonly secure?: boolean;
  readonly startTls?: boolean;
}

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const { port = 0, secure = false, startTls = false } = options;
  const received: ReceivedMail[] = [];
  const logins: (readonly [string | undefined, unknown])[] = [];
  let connections = 0;

  /** Goes on, refuses, or never answers. */
  function answered(at: Answer["at"], goOn: (error?: Error) => void): void {
    if (test.answer === "silence") return;
    if (test.answer?.at !== at) return goOn();
    const { code, once } = test.answer;
    if (once) test.answer = undefined;
    goOn(Object.assign(new Error(`told to say ${code}`), { responseCode: code }));
  }

  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    secure,
    allowInsecureAuth: true,
    disabledCommands: startTls ? [] : ["STARTTLS"],
    onConnect: (_, done) => {
      connections++;
      answered("connect", done);
    },
    onAuth: ({ username, password }, _, done) => {
      logins.push([username, password]);
      answered("auth", (error) => error ? done(error) : done(null, { user: username }));
    },
    onMailFrom: (_, __, done) => answered("from", done),
    onRcptTo: (_, __, done) => answered("to", done),
    onData: async (stream, { envelope, secure }, done) => {
      // A client that leaves in the middle is none of the server's business.
      const mail = { ...readMail(await text(stream).catch(() => "")), secure };
      answered("data", (error) => {
        if (error) return done(error);
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        received.push({ ...mail, from, recipients: envelope.rcptTo.map(({ address }) => address) });
        done();
      });
    },
  });
  server.on("error", () => {});
  const listening = Promise.withResolvers<void>();
  const listener = server.listen(port, "127.0.0.1", listening.resolve);
  await listening.promise;

  const stop = async () => {
    const closed = Promise.withResolvers<void>();
    server.close(closed.resolve);
    await closed.promise;
  };
  const test: TestServer = {
    port: (listener.address() as AddressInfo).port,
    received,
    logins,
    connections: () => connections,
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return test;
}
