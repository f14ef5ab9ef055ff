import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { sequentialIds } from "../../adapters/memory/chance.ts";
import { silentLog } from "../../adapters/system/log.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { drain } from "../events/drain.ts";
import { runSubscriptions } from "../events/run_subscriptions.ts";
import type { Email, SendEmail } from "../mail/send_email.ts";
import { StoreUnavailable } from "../store/errors.ts";
import type { Changes, Store } from "../store/store.ts";
import { welcomeMail } from "./send_welcome_mail.ts";
import { type UsersRoom, usersRoom } from "./testdata/users_room.ts";

const john = { name: "John Doe", email: "john@example.com" };

test("[L-1] a registration whose event cannot be stored leaves no user either", async () => {
  const { users } = usersRoom({
    around: ({ commit }) => ({
      commit: (changes) => hasEvents(changes) ? lost() : commit(changes),
    }),
  });

  await assertRejects(() => users.register(john), StoreUnavailable);

  assertEquals((await users.list({ limit: 10 })).items, []);
});

test("[F-2] registering is done while its welcome mail still hangs", async () => {
  const room = usersRoom();
  const trying = Promise.withResolvers<void>();
  const sent = Promise.withResolvers<void>();
  const stop = new AbortController();
  const running = runSubscriptions(
    { ...mailPorts(room), clock: systemClock() },
    [welcomeMail({ sendEmail: () => (trying.resolve(), sent.promise) })],
    { signal: stop.signal },
  );

  const registered = await Promise.race([room.users.register(john), trying.promise.then(rounds)]);
  await trying.promise;

  assert(registered !== "waits for the mail");
  sent.resolve();
  stop.abort();
  await running;
});

test("[F-4] a process killed after the commit loses no mail: the next one sends it", async () => {
  const room = usersRoom({ around: dyingAfterCommit });
  const sent: Email[] = [];

  await assertRejects(() => room.users.register(john), StoreUnavailable, "killed");
  await drain(mailPorts(room), [welcomeMail({ sendEmail: keepIn(sent) })]);

  assertEquals(sent.map(({ to }) => to), [john.email]);
  assertEquals((await room.users.list({ limit: 10 })).items.length, 1);
});

test("[F-4] a process killed while it sends sends again, and the mail is the same", async () => {
  const room = usersRoom();
  const sent: Email[] = [];
  await room.users.register(john);
  const store: Store = {
    ...room.store,
    commit: (changes) => sent.length > 0 ? lost("killed") : room.store.commit(changes),
  };

  await assertRejects(() =>
    drain({ ...mailPorts(room), store }, [welcomeMail({ sendEmail: keepIn(sent) })])
  );
  const next = drain(mailPorts(room), [welcomeMail({ sendEmail: keepIn(sent) })]);
  while (sent.length < 2) await tick(room);
  await next;

  assertEquals(sent, [sent[0], sent[0]]);
});

test("[F-10] a recorded event has an id, a time, a source, a type and a correlation", async () => {
  const room = usersRoom();
  const { id } = await room.users.register(john, { metadata: { correlationId: "request-1" } });

  const [event] = await room.events();

  assert(event);
  assertEquals([event.id, event.type, event.stream], ["event-1", "UserRegistered", `user/${id}`]);
  assertMatch(event.recordedAt, /^2026-01-01T00:00:00\.000Z$/);
  assertEquals(event.metadata.correlationId, "request-1");
});

function hasEvents({ appends = [] }: Changes): boolean {
  return appends.length > 0;
}

/** The commit takes place, and nobody is left to hear of it. */
function dyingAfterCommit({ commit }: Store): Partial<Store> {
  let alive = true;
  return {
    commit: async (changes) => {
      const committed = await commit(changes);
      if (!alive) return committed;
      alive = false;
      return lost("killed");
    },
  };
}

function lost(reason = "no disk"): Promise<never> {
  return Promise.reject(new StoreUnavailable(reason));
}

function keepIn(sent: Email[]): SendEmail {
  return (email) => Promise.resolve(void sent.push(email));
}

/** Gives everything that does not wait for the mail the time to be done. */
async function rounds(): Promise<"waits for the mail"> {
  await systemClock().sleep(200);
  return "waits for the mail";
}

/** Lets a successor's patience with a silent predecessor run out. */
async function tick({ clock }: UsersRoom): Promise<void> {
  clock.advance(1000);
  await systemClock().sleep(1);
}

function mailPorts({ ports }: UsersRoom) {
  return { ...ports, newId: sequentialIds("runner-"), log: silentLog() };
}
