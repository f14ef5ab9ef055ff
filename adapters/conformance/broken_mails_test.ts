/** Proof that the mail kit bites: each deliberate fault is caught by the case that is named. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type Email,
  MailRefused,
  MailUnavailable,
  type SendEmail,
} from "../../application/mail/send_email.ts";
import type { TestBody } from "./kit.ts";
import { mailConformance } from "./mail.ts";
import type { ArrivedMail, MailAnswer } from "./mail_place.ts";

/** A post office, and the place where a fault can be put in. */
interface Office {
  readonly arrived: ArrivedMail[];
  answer: MailAnswer;
  readonly sound: SendEmail;
}

interface BrokenMail {
  readonly fault: string;
  readonly caughtBy: string;
  readonly sendEmail: (office: Office) => SendEmail;
}

const brokenMails: readonly BrokenMail[] = [
  {
    fault: "the subject is lost",
    caughtBy: "mail 1:",
    sendEmail: ({ sound }) => (mail, signal) => sound({ ...mail, subject: "" }, signal),
  },
  {
    fault: "text is sent as ASCII",
    caughtBy: "mail 2:",
    sendEmail: ({ sound }) => (mail, signal) =>
      sound({ ...mail, text: mail.text.replace(/[^\0-~]/g, "?") }, signal),
  },
  {
    fault: "lines of a dot alone end the mail",
    caughtBy: "mail 2:",
    sendEmail: ({ sound }) => (mail, signal) =>
      sound({ ...mail, text: mail.text.replace(/^\.\n[^]*/m, "") }, signal),
  },
  {
    fault: "of mails at the same time only the last is sent",
    caughtBy: "mail 3:",
    sendEmail: ({ sound }) => {
      let last: Email | undefined;
      return async (mail, signal) => {
        last = mail;
        await Promise.resolve();
        if (last === mail) await sound(mail, signal);
      };
    },
  },
  {
    fault: "the key is not looked at",
    caughtBy: "mail 4:",
    sendEmail: ({ sound }) => (mail, signal) =>
      sound({ ...mail, idempotencyKey: `${Math.random()}` }, signal),
  },
  {
    fault: "the key is looked at before, not with the sending",
    caughtBy: "mail 5:",
    sendEmail: ({ sound }) => {
      const keys = new Set<string>();
      return async (mail, signal) => {
        if (keys.has(mail.idempotencyKey)) return;
        await Promise.resolve();
        await sound({ ...mail, idempotencyKey: `${Math.random()}` }, signal);
        keys.add(mail.idempotencyKey);
      };
    },
  },
  {
    fault: "the id is the key as it is",
    caughtBy: "mail 6:",
    sendEmail: ({ arrived }) => ({ idempotencyKey, ...mail }) =>
      Promise.resolve(void arrived.push({ ...mail, messageId: `<${idempotencyKey}@x.org>` })),
  },
  {
    fault: "what is refused for good is tried again for ever",
    caughtBy: "mail 7:",
    sendEmail: ({ sound }) => (mail, signal) =>
      sound(mail, signal).catch((error) => {
        throw error instanceof MailRefused ? new MailUnavailable(mail.to, "refused") : error;
      }),
  },
  {
    fault: "what is not taken now is given up",
    caughtBy: "mail 8:",
    sendEmail: ({ sound }) => (mail, signal) =>
      sound(mail, signal).catch(() => {
        throw new MailRefused(mail.to, "not taken");
      }),
  },
  {
    fault: "an error is swallowed",
    caughtBy: "mail 8:",
    sendEmail: ({ sound }) => (mail, signal) => sound(mail, signal).catch(() => {}),
  },
  {
    fault: "silence is an error of no type",
    caughtBy: "mail 9:",
    sendEmail: (office) => (mail, signal) =>
      office.answer === "silence" ? Promise.reject(new Error("late")) : office.sound(mail, signal),
  },
  {
    fault: "line breaks in the subject are kept",
    caughtBy: "mail 10:",
    sendEmail: ({ sound, arrived }) => async (mail, signal) => {
      if (!/[\r\n\0]/.test(mail.subject)) return await sound(mail, signal);
      arrived.push({ ...mail, messageId: "" });
    },
  },
  {
    fault: "several addresses are taken for one",
    caughtBy: "mail 10:",
    sendEmail: ({ sound }) => (mail, signal) =>
      sound({ ...mail, to: mail.to.replace(/,.*/, "") }, signal),
  },
  {
    fault: "an abort before is not heeded",
    caughtBy: "mail 11:",
    sendEmail: ({ sound }) => (mail) => sound(mail),
  },
  {
    fault: "an abort later is not heeded",
    caughtBy: "mail 12:",
    sendEmail: ({ sound }) => (mail, signal) => {
      signal?.throwIfAborted();
      return sound(mail);
    },
  },
];

for (const { fault, caughtBy, sendEmail } of brokenMails) {
  Deno.test(`the mail kit catches: ${fault} (${caughtBy})`, async () => {
    const [, run] = [...casesOf(sendEmail)].find(([name]) => name.startsWith(caughtBy)) ?? [];
    assert(run, `No case begins with "${caughtBy}"`);

    await assertRejects(run);
  });
}

Deno.test("the mail kit catches nothing in a sound post office", async () => {
  const cases = casesOf(({ sound }) => sound);
  const failed: string[] = [];

  for (const [name, run] of cases) await run().catch((error) => failed.push(`${name}: ${error}`));

  assertEquals([cases.size, failed], [12, []]);
});

/** Collects the cases of the kit instead of running them. */
function casesOf(sendEmail: BrokenMail["sendEmail"]): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  mailConformance({
    test: (name, run) => cases.set(name, run),
    create: () => {
      const office = soundOffice();
      return Promise.resolve({
        sendEmail: sendEmail(office),
        arrived: () => Promise.resolve([...office.arrived]),
        answer: (answer) => void (office.answer = answer),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      });
    },
    capabilities: { once: true, messageIds: true, answers: true, headers: true },
  });
  return cases;
}

function soundOffice(): Office {
  const ids = new Map<string, string>();
  const office: Office = { arrived: [], answer: "take", sound };

  async function sound({ idempotencyKey, ...mail }: Email, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (!/^[^\s,<>]+@[^\s,<>]+$/.test(mail.to) || /[\r\n\0]/.test(mail.subject)) {
      throw new MailRefused(mail.to, "it is not one line");
    }
    if (office.answer === "refuse") throw new MailRefused(mail.to, "refused");
    if (office.answer !== "take") {
      if (office.answer === "silence") await silence(signal);
      throw new MailUnavailable(mail.to, "not taken");
    }
    // Readers tell by the id in the one case, and get the mail once in all others.
    const messageId = ids.get(idempotencyKey) ?? `<${ids.size}@x.org>`;
    if (ids.has(idempotencyKey) && idempotencyKey !== "kit/a") return;
    ids.set(idempotencyKey, messageId);
    office.arrived.push({ ...mail, messageId });
  }

  return office;
}

async function silence(signal?: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, 200);
  signal?.addEventListener("abort", () => over.reject(signal.reason), { once: true });
  await over.promise.finally(() => clearTimeout(timer));
}
