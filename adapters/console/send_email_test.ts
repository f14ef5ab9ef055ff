import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { mailConformance } from "../conformance/mail.ts";
import type { ArrivedMail } from "../conformance/mail_place.ts";
import { consoleSendEmail } from "./send_email.ts";

mailConformance({
  test,
  create: () => {
    const printed: string[] = [];
    return Promise.resolve({
      sendEmail: consoleSendEmail((text) => printed.push(text)),
      arrived: () => Promise.resolve(printed.map(readPrinted)),
      answer: () => {},
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  },
  capabilities: {
    once: { missing: "what is printed stays printed" },
    messageIds: { missing: "nobody compares what is printed" },
    answers: { missing: "a terminal takes every mail" },
    headers: { missing: "only people read what is printed" },
  },
});

test("consoleSendEmail prints a mail for people", async () => {
  const printed: string[] = [];
  const sendEmail = consoleSendEmail((text) => printed.push(text));

  await sendEmail({
    to: "ada@x.org",
    subject: "Hello",
    text: "Hello Ada,\r\n\r\n\tgood to have you.\n",
    about: "user-1",
    idempotencyKey: "k",
  });

  assertEquals(printed, [
    "To: ada@x.org\nSubject: Hello\nAbout: user-1\n\n  Hello Ada,\n\n  \tgood to have you.\n",
  ]);
});

test("consoleSendEmail lets no mail steer the terminal or fake a line", async () => {
  const printed: string[] = [];
  const sendEmail = consoleSendEmail((text) => printed.push(text));

  await sendEmail({
    to: "ada@x.org\nSubject: Fake",
    subject: "\x1b[2J\u2028\ud800",
    text: "a\rb\x07\nSubject: Fake",
    about: "\0",
    idempotencyKey: "k",
  });

  assertEquals(printed, [
    "To: ada@x.org\\u{a}Subject: Fake\nSubject: \\u{1b}[2J\\u{2028}\\u{d800}\nAbout: \\u{0}\n\n" +
    "  a\\u{d}b\\u{7}\n  Subject: Fake\n",
  ]);
});

test("consoleSendEmail rejects when it cannot write", async () => {
  const sendEmail = consoleSendEmail(() => {
    throw new Error("broken pipe");
  });
  const mail = { to: "a@x.org", subject: "", text: "", about: "", idempotencyKey: "k" };

  await assertRejects(() => sendEmail(mail), Error, "broken pipe");
});

function readPrinted(text: string): ArrivedMail {
  const [, to = "", subject = "", body = ""] =
    /^To: (.*)\nSubject: (.*)\nAbout: .*\n\n([^]*)$/.exec(text) ?? [];
  return { to, subject, text: body.replace(/^ {2}/gm, ""), messageId: "" };
}
