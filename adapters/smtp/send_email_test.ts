import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { createServer } from "node:net";
import { createTransport } from "nodemailer";
import { type Email, MailRefused, MailUnavailable } from "../../application/mail/send_email.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { mailConformance } from "../conformance/mail.ts";
import { smtpSendEmail } from "./send_email.ts";
import { type Answer, startServer, type TestServer } from "./testdata/smtp_server.ts";

const mail: Email = {
  to: "ada@example.org",
  subject: "Hello",
  text: "Hello Ada",
  about: "user-1",
  idempotencyKey: "welcome-mail/1",
};

mailConformance({
  test,
  create: async () => {
    const server = await startServer();
    const { sendEmail, [Symbol.asyncDispose]: close } = await sender(server, { timeout: 300 });
    return {
      sendEmail,
      arrived: () =>
        Promise.resolve(server.received.map(({ headers, text, recipients }) => ({
          to: recipients.join(),
          subject: headers.subject ?? "",
          text,
          messageId: headers["message-id"] ?? "",
        }))),
      answer: (answer) => {
        server.answer = ({
          take: undefined,
          refuse: { at: "to", code: 550 },
          later: { at: "to", code: 450 },
          silence: "silence",
        } as const)[answer];
      },
      [Symbol.asyncDispose]: async () => {
        await close();
        await server.stop();
      },
    };
  },
  capabilities: {
    once: { missing: "a server takes every mail; readers tell by the Message-ID" },
    messageIds: true,
    answers: true,
    headers: true,
  },
});

test("smtpSendEmail writes sender, reader and subject into header and envelope", async () => {
  await using server = await startServer();
  await using smtp = await sender(server, { from: "Zoë's Shop, Ltd <shop@example.org>" });

  await smtp.sendEmail({ ...mail, to: "zoë@bücher.example", subject: "Grüße" });

  const [received] = server.received;
  assert(received);
  assertEquals(received.from, "shop@example.org");
  assertEquals(received.recipients.length, 1);
  assertEquals(received.headers.from, "Zoë's Shop, Ltd <shop@example.org>");
  assertEquals(received.headers.subject, "Grüße");
  assertMatch(received.headers.to ?? "", /^zoë@(bücher|xn--bcher-kva)\.example$/);
  assertMatch(received.headers["message-id"] ?? "", /^<[0-9a-f]{64}@example\.org>$/);
  assertEquals(received.text.trim(), "Hello Ada");
});

test("smtpSendEmail has a sender of its own, that the URL and the options replace", async () => {
  await using server = await startServer();
  const url = `smtp://127.0.0.1:${server.port}`;
  await using plain = await smtpSendEmail(url);
  await using byUrl = await smtpSendEmail(`${url}?from=url@example.org`);
  await using byOption = await smtpSendEmail(`${url}?from=url@x.org`, { from: "me@example.org" });

  for (const { sendEmail } of [plain, byUrl, byOption]) await sendEmail(mail);

  assertEquals(server.received.map(({ headers }) => headers.from), [
    "Portico <no-reply@localhost>",
    "url@example.org",
    "me@example.org",
  ]);
});

test("smtpSendEmail logs in with the user and the password of the URL", async () => {
  await using server = await startServer();
  await using smtp = await smtpSendEmail(`smtp://ada%40x.org:p%40ss@127.0.0.1:${server.port}`);

  await smtp.sendEmail(mail);

  assertEquals(server.logins, [["ada@x.org", "p@ss"]]);
});

test("smtpSendEmail encrypts from the first byte, or after STARTTLS", async () => {
  await using first = await startServer({ secure: true });
  await using later = await startServer({ startTls: true });
  await using smtps = await smtpSendEmail(`smtps://127.0.0.1:${first.port}`);
  await using smtp = await smtpSendEmail(`smtp://127.0.0.1:${later.port}`);

  await smtps.sendEmail(mail);
  await smtp.sendEmail(mail);

  assertEquals([first.received[0]?.secure, later.received[0]?.secure], [true, true]);
});

test("smtpSendEmail tells a mail that is refused for good from one that is not taken now", async () => {
  await using server = await startServer();
  const answers: [Answer["at"], number, typeof MailRefused | typeof MailUnavailable][] = [
    ["from", 550, MailRefused],
    ["to", 550, MailRefused],
    ["to", 552, MailRefused],
    ["data", 554, MailRefused],
    ["from", 451, MailUnavailable],
    ["to", 450, MailUnavailable],
    ["data", 452, MailUnavailable],
    // These say nothing about the mail: nobody could send one.
    ["connect", 421, MailUnavailable],
    ["connect", 554, MailUnavailable],
    ["from", 530, MailUnavailable],
    ["to", 503, MailUnavailable],
  ];

  for (const [at, code, expected] of answers) {
    // Each at a connection of its own, so that the greeting is seen too.
    await using smtp = await sender(server);
    server.answer = { at, code };
    const error = await assertRejects(() => smtp.sendEmail(mail));
    assertInstanceOf<MailRefused | MailUnavailable>(error, expected, `${at} ${code}`);
    assertStringIncludes(error.message, `told to say ${code}`);
    assertEquals(error.to, mail.to);
  }
  assertEquals(server.received, []);
});

test("smtpSendEmail does not take a wrong password for a fault of the mail", async () => {
  await using server = await startServer();
  await using smtp = await smtpSendEmail(`smtp://ada:wrong@127.0.0.1:${server.port}`);
  server.answer = { at: "auth", code: 535 };

  const error = await assertRejects(() => smtp.sendEmail(mail), MailUnavailable);

  assert(!error.message.includes("wrong"));
});

test("[H-15] every outside call has a time-out: a mail server that never greets is given up", async () => {
  await using silent = await startSilence();
  await using smtp = await smtpSendEmail(`smtp://127.0.0.1:${silent.port}?timeout=200`);
  const started = performance.now();

  await assertRejects(() => smtp.sendEmail(mail), MailUnavailable);

  assertLess(performance.now() - started, 2000);
});

test("smtpSendEmail finds a server that is down unavailable, and works when it is back", async () => {
  const { port, stop } = await startServer();
  await stop();
  await using smtp = await smtpSendEmail(`smtp://127.0.0.1:${port}`);

  const errors = await Promise.allSettled([1, 2, 3].map(() => smtp.sendEmail(mail)));
  for (const error of errors) {
    assert(error.status === "rejected");
    assertInstanceOf(error.reason, MailUnavailable);
  }

  await using server = await startServer({ port });
  await smtp.sendEmail(mail);
  assertEquals(server.received.length, 1);
});

test("smtpSendEmail goes on over new connections when the server has ended the old ones", async () => {
  const first = await startServer();
  await using smtp = await sender(first);
  await smtp.sendEmail(mail);
  await first.stop();

  await using second = await startServer({ port: first.port });
  await smtp.sendEmail(mail);

  const [before, after] = [first, second].map(({ received }) => received[0]?.headers["message-id"]);
  assertEquals(after, before);
});

test("smtpSendEmail goes on over a new connection when the server ends an old one", async () => {
  await using server = await startServer();
  await using smtp = await sender(server);
  await smtp.sendEmail(mail);
  server.answer = { at: "from", code: 421, once: true };

  await smtp.sendEmail(mail);

  assertEquals([server.received.length, server.connections()], [2, 2]);
});

test("smtpSendEmail uses its connections again, and at most as many as it may", async () => {
  await using server = await startServer();
  await using smtp = await sender(server, { connections: 3 });

  await Promise.all(Array.from({ length: 30 }, (_, n) => smtp.sendEmail(numbered(n))));
  for (let n = 30; n < 40; n++) await smtp.sendEmail(numbered(n));

  assertEquals(server.received.length, 40);
  assertEquals(server.connections(), 3);
});

test("smtpSendEmail lets no text become a header, a command or a file", async () => {
  await using server = await startServer();
  await using smtp = await sender(server);

  await smtp.sendEmail({
    ...mail,
    subject: "{path: /etc/hostname}",
    text: "\r\n.\r\nMAIL FROM:<eve@example.org>\r\nBcc: eve@example.org\r\n.\r\n",
    about: "1\r\nBcc: eve@example.org",
    idempotencyKey: "k\r\nBcc: eve@example.org",
  });

  assertEquals(server.received.length, 1);
  const [{ headers, recipients, text } = assertNever()] = server.received;
  assertEquals([headers.bcc, recipients], [undefined, ["ada@example.org"]]);
  assertStringIncludes(text, "\r\n.\r\nMAIL FROM:<eve@example.org>");
});

test("smtpSendEmail finishes what is in flight before it closes, and sends nothing after", async () => {
  await using server = await startServer();
  const smtp = await sender(server);
  const sending = Promise.all([1, 2, 3].map((n) => smtp.sendEmail(numbered(n))));

  await smtp[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();

  await sending;
  assertEquals(server.received.length, 3);
  await assertRejects(() => smtp.sendEmail(mail), MailUnavailable);
});

test("smtpSendEmail closes within its time-out though the server is silent", async () => {
  await using server = await startServer();
  const smtp = await sender(server, { timeout: 200, connections: 1 });
  server.answer = "silence";
  const sending = Promise.allSettled([1, 2, 3, 4, 5].map((n) => smtp.sendEmail(numbered(n))));
  const started = performance.now();

  await smtp[Symbol.asyncDispose]();

  assertLess(performance.now() - started, 800);
  for (const result of await sending) {
    assert(result.status === "rejected");
    assertInstanceOf(result.reason, MailUnavailable);
  }
});

test("smtpSendEmail sends through a client of the caller's, and leaves it open", async () => {
  await using server = await startServer();
  const client = createTransport({ host: "127.0.0.1", port: server.port, pool: true });
  const smtp = await smtpSendEmail(client, { from: "me@example.org" });

  await smtp.sendEmail(mail);
  await smtp[Symbol.asyncDispose]();
  await assertRejects(() => smtp.sendEmail(mail), MailUnavailable);
  await client.sendMail({ from: "me@example.org", to: "ada@example.org", text: "still open" });
  client.close();

  assertEquals(server.received.length, 2);
  const ids = server.received.map(({ headers }) => headers["message-id"]);
  assertNotEquals(ids[0], ids[1]);
});

test("smtpSendEmail hands to the client neither what is no mail nor what was aborted", async () => {
  const sent: string[] = [];
  const smtp = await smtpSendEmail({
    sendMail: ({ subject }) => Promise.resolve(sent.push(subject)),
    close: () => {},
  });

  await assertRejects(() => smtp.sendEmail({ ...mail, to: "ada@x.org, eve@x.org" }), MailRefused);
  await assertRejects(() => smtp.sendEmail({ ...mail, to: "ada@x.org\n" }), MailRefused);
  await assertRejects(
    () => smtp.sendEmail(mail, AbortSignal.abort(new Error("stop"))),
    Error,
    "stop",
  );
  assertEquals(sent, []);

  await smtp.sendEmail(mail);
  assertEquals(sent, ["Hello"]);
});

test("smtpSendEmail refuses a URL or a sender that is not valid", async () => {
  await assertRejects(() => smtpSendEmail("http://h"), InvalidInput);
  await assertRejects(() => smtpSendEmail("smtp://h", { from: "nobody" }), InvalidInput);
});

function sender({ port }: TestServer, options: Parameters<typeof smtpSendEmail>[1] = {}) {
  return smtpSendEmail(`smtp://127.0.0.1:${port}`, options);
}

function numbered(n: number): Email {
  return { ...mail, idempotencyKey: `welcome-mail/${n}` };
}

function assertNever(): never {
  throw new Error("Nothing was received");
}

/** A server that takes connections and says nothing. */
async function startSilence(): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer(() => {});
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  const address = server.address();
  assert(address !== null && typeof address === "object");
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
