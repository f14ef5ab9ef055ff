import { assertEquals, assertMatch } from "@std/assert";
import { lead } from "../../application/events/leadership.ts";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import { subscription } from "../../application/events/subscription.ts";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import { value } from "../composition/binding.ts";
import { SEND_EMAIL } from "../composition/tokens.ts";
import { type CommandLine, commandLine } from "./testdata/command_line.ts";

const register = ["users", "register", "--name", "Ada", "--email", "ada@x.org", "--id"];

/** Runs subscriptions as another process does. */
function running(
  { application, whilePassing }: CommandLine,
  list: readonly Runnable[],
): AsyncDisposable {
  const stop = new AbortController();
  const done = runSubscriptions(application.ports, list, { signal: stop.signal });
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await whilePassing(done);
    },
  };
}

async function welcomed({ application }: CommandLine): Promise<readonly string[]> {
  const mails = await application.readMailbox?.({ limit: 10 });
  return mails?.items.map(({ about }) => about) ?? [];
}

Deno.test("a command leaves what follows to another process that runs the subscriptions", async () => {
  await using portico = await commandLine();
  const { ports, subscriptions } = portico.application;
  await using _ = running(portico, subscriptions);
  await portico.run("subscriptions", "list");
  const before = await subscriptionStatus(ports.store);

  const { code, out, errors } = await portico.run(...register);
  const after = await subscriptionStatus(ports.store);

  assertEquals([code, errors, await welcomed(portico)], [0, [], out]);
  assertEquals(after.map(({ state }) => state), subscriptions.map(() => "running"));
  assertEquals(after.map(({ owner }) => owner), before.map(({ owner }) => owner));
});

Deno.test("a command takes over from a process that has died", async () => {
  await using portico = await commandLine();
  const { ports, subscriptions } = portico.application;
  for (const { name } of subscriptions) {
    await lead(ports, name, { owner: "dead", ttl: 5000 }, new AbortController().signal);
  }
  const before = portico.clock.monotonic();

  const { code, out, errors } = await portico.run(...register);

  assertEquals([code, errors, await welcomed(portico)], [0, [], out]);
  assertEquals(portico.clock.monotonic() - before >= 5000, true);
});

Deno.test("with a worker outside, a command runs nothing, waits, and says what is not done", async () => {
  await using portico = await commandLine({ worker: "outside" });
  const before = portico.clock.monotonic();

  const { code, out, errors } = await portico.run(...register);

  assertEquals([code, out.length, await welcomed(portico)], [0, 1, []]);
  assertMatch(errors.join(), /^Not all that follows is done yet/);
  assertEquals(await subscriptionStatus(portico.application.ports.store), []);
  assertEquals(portico.clock.monotonic() - before >= 10_000, true);
});

Deno.test("what follows and fails takes nothing back, is said, and stays in the store", async () => {
  const refuse = () => Promise.reject(new Error("the mail server is down"));
  await using portico = await commandLine({ bind: [value(SEND_EMAIL, refuse)] });

  const { code, out: [id = ""], errors } = await portico.run(...register);
  const { items } = await portico.json("subscriptions", "list");

  assertEquals((await portico.json("users", "get", id)).name, "Ada");
  assertEquals(code, 0);
  assertMatch(errors.join(), /^Not all that follows is done yet/);
  const waiting = items.filter(({ waiting }: { readonly waiting: number }) => waiting === 1);
  assertEquals(waiting.map(({ name }: { readonly name: string }) => name), ["welcome-mail"]);
});

Deno.test("what follows from what follows is waited for, too", async () => {
  const seen: string[] = [];
  const greet = subscription({
    name: "greet",
    types: ["UserRegistered"],
    handle: (_event, { tx }) => tx.append("greetings", [{ type: "Greeted", data: {} }]),
  });
  const note = subscription({
    name: "note",
    types: ["Greeted"],
    handle: async () => {
      await portico.clock.sleep(500);
      seen.push("greeted");
    },
  });
  await using portico = await commandLine({ worker: "outside", subscriptions: [greet, note] });
  await using _ = running(portico, [greet, note]);

  const { code, errors } = await portico.run(...register);

  assertEquals([code, errors, seen], [0, [], ["greeted"]]);
});

Deno.test("what hangs for somebody else, before or after, holds up no command", async () => {
  const hung = Promise.withResolvers<void>();
  const seen: string[] = [];
  const slow = subscription({
    name: "slow",
    types: ["UserRegistered"],
    concurrency: 3,
    handle: async ({ data }) => {
      const text = JSON.stringify(data);
      if (text.includes("Eve")) await hung.promise;
      seen.push(text);
    },
  });
  const eve = (n: number) => ({ name: "Eve", email: `eve${n}@x.org` });
  await using portico = await commandLine({
    worker: "outside",
    subscriptions: [slow],
    change: (operations) => ({
      ...operations,
      users: {
        ...operations.users,
        register: async (...given) => {
          const saved = await operations.users.register(...given);
          await operations.users.register(eve(2), { metadata: { correlationId: "another" } });
          return saved;
        },
      },
    }),
  });
  await using _ = running(portico, [slow]);
  await portico.application.users.register(eve(1));

  const { code, errors } = await portico.run(...register);
  const handled = seen.length;
  hung.resolve();

  assertEquals([code, errors, handled], [0, [], 1]);
});

Deno.test("subscriptions that cannot be run are logged, and nobody waits for them", async () => {
  const same = subscription({ name: "same", types: ["UserRegistered"], handle: () => {} });
  await using portico = await commandLine({ subscriptions: [same, same] });
  const before = portico.clock.monotonic();

  const { code, out, errors } = await portico.run(...register);

  assertEquals([code, out.length], [0, 1]);
  assertMatch(errors.join(), /^Not all that follows is done yet/);
  assertEquals(portico.log.entries.map(({ message }) => message), [
    "cannot run the subscriptions",
  ]);
  assertEquals(portico.clock.monotonic() - before < 10_000, true);
});

Deno.test("who only looks tells nothing on a bus", async () => {
  await using portico = await commandLine({ environment: { BUS_URL: "memory:" } });

  const { code } = await portico.run("accounts", "list");

  const names = (await subscriptionStatus(portico.application.ports.store)).map(({ name }) => name);
  assertEquals([code, names.toSorted()], [0, ["account-balances", "account-history"]]);
});
