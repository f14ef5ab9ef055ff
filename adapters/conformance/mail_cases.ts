/** The cases of the SendEmail port. */

import assert from "node:assert/strict";
import type { Email } from "../../application/mail/send_email.ts";
import { rejectsWith, settle, within } from "./assertions.ts";
import type { ArrivedMail, MailCapabilities, MailPlace } from "./mail_place.ts";

/** A case of the kit. */
export interface MailCase {
  readonly does: string;
  readonly needs?: keyof MailCapabilities;
  readonly run: (place: MailPlace) => Promise<void>;
}

export const mailCases: readonly MailCase[] = [
  { does: "a mail arrives with its address, subject and text", run: arrives },
  { does: "Unicode, long lines and lines of dots arrive unchanged", run: arrivesUnchanged },
  { does: "twenty mails at the same time all arrive", run: arrivesWithOthers },
  { does: "a mail that is sent again arrives once", needs: "once", run: arrivesOnce },
  { does: "the same key is the same mail, at the same time too", needs: "once", run: racesOnce },
  { does: "a mail that is sent again has the same id", needs: "messageIds", run: keepsItsId },
  { does: "a mail refused for good is a permanent error", needs: "answers", run: isRefused },
  { does: "a mail not taken now is taken later", needs: "answers", run: isTakenLater },
  { does: "a station that says nothing is given up", needs: "answers", run: isGivenUp },
  { does: "address and subject stay on their lines", needs: "headers", run: staysOnItsLine },
  { does: "after an abort nothing is sent", run: isNotSent },
  { does: "an abort ends the waiting for an answer", needs: "answers", run: isAborted },
];

/** Longest a station may be waited for, in milliseconds. */
const LONGEST_WAIT = 15_000;

const mail: Email = {
  to: "ada@example.org",
  subject: "Hello",
  text: "Hello Ada,\n\nhow are you?\n",
  about: "user-1",
  idempotencyKey: "kit/mail",
};

async function arrives({ sendEmail, arrived }: MailPlace): Promise<void> {
  assert.deepEqual(await arrived(), []);

  await sendEmail(mail);

  assert.deepEqual((await arrived()).map(seen), [seen(mail)]);
}

async function arrivesUnchanged({ sendEmail, arrived }: MailPlace): Promise<void> {
  const mails = [
    { ...mail, subject: "Grüße, 松本 👩‍🚀: " + "ж".repeat(120), text: "Ünï 松本 👩‍🚀\nzweite Zeile" },
    { ...mail, subject: "=?utf-8?q?no?= <b>", text: ".\n..\n. a\n.a\n\nFrom here\n=3D =20" },
    { ...mail, subject: "a ".repeat(300).trim(), text: "x".repeat(5000) + "\n  indented\ttab" },
  ].map((each, index) => ({ ...each, idempotencyKey: `kit/unchanged/${index}` }));

  for (const each of mails) await sendEmail(each);

  assert.deepEqual(inOrder((await arrived()).map(seen)), inOrder(mails.map(seen)));
}

async function arrivesWithOthers({ sendEmail, arrived }: MailPlace): Promise<void> {
  const mails = Array.from({ length: 20 }, (_, index) => ({
    ...mail,
    to: `reader${index}@example.org`,
    idempotencyKey: `kit/others/${index}`,
  }));

  await Promise.all(mails.map((each) => sendEmail(each)));

  assert.deepEqual(inOrder((await arrived()).map(seen)), inOrder(mails.map(seen)));
}

async function arrivesOnce({ sendEmail, arrived }: MailPlace): Promise<void> {
  await sendEmail(mail);
  await sendEmail(mail);
  await sendEmail({ ...mail, idempotencyKey: "kit/mail/another" });

  assert.equal((await arrived()).length, 2);
}

async function racesOnce({ sendEmail, arrived }: MailPlace): Promise<void> {
  await Promise.all(Array.from({ length: 20 }, () => sendEmail(mail)));

  assert.equal((await arrived()).length, 1);
}

async function keepsItsId({ sendEmail, arrived }: MailPlace): Promise<void> {
  const keys = ["kit/a", "kit/a", "kit/b", "кит/а", "kit/" + "a".repeat(400), "kit/<a@b>\r\n"];

  for (const idempotencyKey of keys) await sendEmail({ ...mail, idempotencyKey });

  const [first, again, ...others] = (await arrived()).map(({ messageId }) => messageId);
  assert.equal(again, first);
  assert.equal(new Set([first, ...others]).size, 5);
  for (const id of [first, ...others]) assert.match(id ?? "", /^<[\w.+-]{1,128}@[\w.-]{1,128}>$/);
}

async function isRefused({ sendEmail, arrived, answer }: MailPlace): Promise<void> {
  answer("refuse");
  const permanent = true;
  await rejectsWith(sendEmail(mail), "mail/refused", { to: mail.to, permanent });

  answer("take");
  await sendEmail({ ...mail, idempotencyKey: "kit/mail/next" });

  assert.equal((await arrived()).length, 1);
}

async function isTakenLater({ sendEmail, arrived, answer }: MailPlace): Promise<void> {
  answer("later");
  const { rejected } = await settle([sendEmail(mail), sendEmail(mail)]);
  assert.equal(rejected.length, 2);
  await rejectsWith(sendEmail(mail), "mail/unavailable", { to: mail.to, permanent: false });
  assert.deepEqual(await arrived(), []);

  answer("take");
  await sendEmail(mail);

  assert.deepEqual((await arrived()).map(seen), [seen(mail)]);
}

async function isGivenUp({ sendEmail, arrived, answer }: MailPlace): Promise<void> {
  await sendEmail({ ...mail, idempotencyKey: "kit/mail/before" });
  answer("silence");
  const sending = rejectsWith(sendEmail(mail), "mail/unavailable", { to: mail.to });
  await within(LONGEST_WAIT, "Sending to a station that says nothing", sending);

  answer("take");
  await sendEmail(mail);

  assert.equal((await arrived()).length, 2);
}

async function staysOnItsLine({ sendEmail, arrived }: MailPlace): Promise<void> {
  const breaks = ["\r\n", "\n", "\r", "\0"];
  const addresses = [
    ...breaks.map((each) => `ada@example.org${each}Bcc: eve@example.org`),
    "ada@example.org, eve@example.org",
    "Ada <ada@example.org>",
    "ada@example.org> RCPT TO:<eve@example.org",
    "",
  ];
  const mails = [
    ...breaks.map((each) => ({ ...mail, subject: `Hello${each}Bcc: eve@example.org` })),
    ...addresses.map((to) => ({ ...mail, to })),
  ];

  for (const each of mails) await rejectsWith(sendEmail(each), "mail/refused", { to: each.to });

  assert.deepEqual(await arrived(), []);
}

async function isNotSent({ sendEmail, arrived }: MailPlace): Promise<void> {
  const reason = new Error("The case has ended it");

  await assert.rejects(sendEmail(mail, AbortSignal.abort(reason)), reason);
  assert.deepEqual(await arrived(), []);

  await sendEmail(mail, new AbortController().signal);
  assert.equal((await arrived()).length, 1);
}

async function isAborted({ sendEmail, answer }: MailPlace): Promise<void> {
  answer("silence");
  const stop = new AbortController();
  const reason = new Error("The case has ended it");
  const sending = assert.rejects(sendEmail(mail, stop.signal), reason);

  stop.abort(reason);

  await within(100, "Sending after the abort", sending);
}

type Seen = Pick<ArrivedMail, "to" | "subject" | "text">;

/** Only what a reader sees: line ends and the last of them may be another on the way. */
function seen({ to, subject, text }: Seen): Seen {
  return { to, subject, text: text.replaceAll("\r\n", "\n").replace(/\n+$/, "") };
}

function inOrder(mails: readonly Seen[]): readonly string[] {
  return mails.map((each) => JSON.stringify(each)).toSorted();
}
