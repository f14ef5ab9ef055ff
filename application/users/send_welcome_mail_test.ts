import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { sequentialIds } from "../../adapters/memory/chance.ts";
import { silentLog } from "../../adapters/system/log.ts";
import { drain } from "../events/drain.ts";
import { type Email, MailRefused, MailUnavailable, type SendEmail } from "../mail/send_email.ts";
import { StoreUnavailable } from "../store/errors.ts";
import { welcomeMail } from "./send_welcome_mail.ts";
import { type UsersRoom, usersRoom } from "./testdata/users_room.ts";

const john = { name: "John Doe", email: "john@example.com" };
const jane = { name: "Jane Doe", email: "jane@example.com" };

test("welcomeMail writes to everybody who has registered, once", async () => {
  const room = usersRoom();
  const { id } = await room.users.register(john);
  await room.users.change({ id, email: "johnny@example.com" });
  await room.users.register(jane);
  const { sent, sendEmail } = outbox();
  assertEquals(welcomeMail({ sendEmail }).types, ["UserRegistered"]);

  await drainMail(room, sendEmail);
  await drainMail(room, sendEmail);

  assertEquals(sent, [
    {
      to: "john@example.com",
      subject: "Welcome, John Doe",
      text: "Hello John Doe,\n\nyou are registered with the address john@example.com.\n" +
        "Good to have you here.\n",
      about: id,
      idempotencyKey: "welcome-mail/event-1",
    },
    { ...sent[1] as Email, to: "jane@example.com", about: "user-2" },
  ]);
});

test("welcomeMail sends the same mail again, under the same key, until it is taken", async () => {
  const room = usersRoom();
  await room.users.register(john);
  const tried: Email[] = [];
  const sendEmail: SendEmail = (email) => {
    tried.push(email);
    return tried.length < 3 ? Promise.reject(unavailable(email)) : Promise.resolve();
  };

  for (let n = 0; n < 5; n++) {
    await drainMail(room, sendEmail);
    room.clock.advance(600_000);
  }

  assertEquals(tried.length, 3);
  assertEquals(tried, [tried[0], tried[0], tried[0]]);
});

test("welcomeMail gives up at once what the server refuses for good, and serves the others", async () => {
  const room = usersRoom();
  await room.users.register(john);
  await room.users.register(jane);
  const { sent, sendEmail } = outbox(({ to }) => {
    if (to === john.email) throw new MailRefused(to, "no such mailbox");
  });

  await drainMail(room, sendEmail);
  room.clock.advance(600_000);
  await drainMail(room, sendEmail);

  assertEquals(sent.map(({ to }) => to), [john.email, jane.email]);
});

test("welcomeMail hands on the signal of its attempt", async () => {
  const room = usersRoom();
  await room.users.register(john);
  const signals: (AbortSignal | undefined)[] = [];

  await drainMail(room, (_, signal) => Promise.resolve(void signals.push(signal)));

  assertEquals(signals.map((signal) => signal?.aborted), [false]);
});

test("[L-2] no mail for a user who does not exist: a failed registration sends none", async () => {
  const room = usersRoom({
    around: (store) => ({
      commit: (changes) =>
        changes.appends?.some(({ stream }) => stream === "user/user-1")
          ? Promise.reject(new StoreUnavailable("no disk"))
          : store.commit(changes),
    }),
  });
  const { sent, sendEmail } = outbox();

  await assertRejects(() => room.users.register(john), StoreUnavailable);
  await drainMail(room, sendEmail);

  assertEquals(sent, []);
});

test("[L-2] no mail inside a transaction: when it is sent the user can be read", async () => {
  const room = usersRoom();
  const { id } = await room.users.register(john);
  const found: string[] = [];

  await drainMail(room, async ({ about }) => {
    found.push((await room.users.get({ id: about })).name);
  });

  assertEquals(found, ["John Doe"]);
  assertEquals(id as string, "user-1");
});

test("[L-2] a mail outage does not block sign-up", async () => {
  const room = usersRoom();
  let down = true;
  const { sent, sendEmail } = outbox((email) => {
    if (down) throw unavailable(email);
  });

  await room.users.register(john);
  await drainMail(room, sendEmail);
  await room.users.register(jane);
  await drainMail(room, sendEmail);
  assertEquals((await room.users.list({ limit: 10 })).items.length, 2);

  down = false;
  sent.length = 0;
  room.clock.advance(600_000);
  await drainMail(room, sendEmail);
  assertEquals(sent.map(({ to }) => to).sort(), [jane.email, john.email]);
});

/** Keeps what it is given, whether it takes it or not. */
function outbox(
  check: (email: Email) => void = () => {},
): { readonly sent: Email[]; readonly sendEmail: SendEmail } {
  const sent: Email[] = [];
  return {
    sent,
    sendEmail: (email) => {
      sent.push(email);
      return Promise.try(() => check(email));
    },
  };
}

function unavailable({ to }: Email): MailUnavailable {
  return new MailUnavailable(to, "the server is down");
}

async function drainMail({ ports }: UsersRoom, sendEmail: SendEmail): Promise<void> {
  const newId = sequentialIds("runner-");
  await drain({ ...ports, newId, log: silentLog() }, [welcomeMail({ sendEmail })]);
}
