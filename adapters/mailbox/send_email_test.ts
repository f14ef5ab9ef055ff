import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { MailRefused } from "../../application/mail/send_email.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import { mailConformance } from "../conformance/mail.ts";
import { memoryClock } from "../memory/clock.ts";
import { sequentialIds } from "../memory/chance.ts";
import { memoryStore, type MemoryStoreOptions } from "../memory/store.ts";
import { readMailbox } from "./read_mailbox.ts";
import { mailboxSendEmail } from "./send_email.ts";

const mail = { to: "ada@x.org", subject: "Hello", text: "Hello Ada", about: "user-1" };

mailConformance({
  test,
  create: () => {
    const { store, sendEmail, read } = mailbox();
    return Promise.resolve({
      sendEmail,
      arrived: async () => {
        const { items } = await read({ limit: 100 });
        return items.map((mail) => ({ ...mail, messageId: "" }));
      },
      answer: () => {},
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    });
  },
  capabilities: {
    once: true,
    messageIds: { missing: "a mailbox keeps one of each mail" },
    answers: { missing: "a mailbox takes every mail" },
    headers: { missing: "a mailbox keeps subject and address apart from the text" },
  },
});

test("readMailbox lists with the newest first, page by page, while mails come in", async () => {
  const { sendEmail, read, clock } = mailbox();
  for (const key of ["a", "b", "c"]) {
    await sendEmail({ ...mail, idempotencyKey: key });
    clock.advance(1);
  }

  const first = await read({ limit: 2 });
  await sendEmail({ ...mail, idempotencyKey: "d" });
  const second = await read({ limit: 2, after: first.next });

  assertEquals(first.items.map(({ id }) => id), ["c", "b"]);
  assertEquals(second.items, [{ id: "a", ...mail, sentAt: "2026-01-01T00:00:00.000Z" }]);
  assertEquals(second.next, undefined);
});

test("mailboxSendEmail keeps the first of two mails with one key", async () => {
  const { sendEmail, read, clock } = mailbox();
  await sendEmail({ ...mail, idempotencyKey: "a" });
  clock.advance(1000);

  await sendEmail({ ...mail, text: "Hello again", idempotencyKey: "a" });

  const { items } = await read({ limit: 10 });
  assertEquals(items.map(({ text, sentAt }) => [text, sentAt]), [
    ["Hello Ada", "2026-01-01T00:00:00.000Z"],
  ]);
});

test("mailboxSendEmail refuses for good what the store can never take", async () => {
  const { sendEmail } = mailbox({ limits: { valueBytes: 1000 } });

  const large = sendEmail({ ...mail, text: "a".repeat(1000), idempotencyKey: "a" });
  const nameless = sendEmail({ ...mail, idempotencyKey: "" });

  await assertRejects(() => large, MailRefused);
  await assertRejects(() => nameless, MailRefused);
});

test("mailboxSendEmail passes on that the store does not answer", async () => {
  const { store, clock } = mailbox();
  const commit = () => Promise.reject(new StoreUnavailable("gone"));
  const sendEmail = mailboxSendEmail({ store: { ...store, commit }, clock });

  await assertRejects(() => sendEmail({ ...mail, idempotencyKey: "a" }), StoreUnavailable);
});

function mailbox(options: MemoryStoreOptions = {}) {
  const clock = memoryClock();
  const store = memoryStore({ clock, newId: sequentialIds() }, options);
  return { clock, store, sendEmail: mailboxSendEmail({ store, clock }), read: readMailbox(store) };
}
