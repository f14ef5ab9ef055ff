import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { drain } from "../../application/events/drain.ts";
import { StoreClosed } from "../../application/store/errors.ts";
import { sequentialIds } from "../memory/chance.ts";
import { memoryClock } from "../memory/clock.ts";
import { factory, value } from "./binding.ts";
import { compose } from "./compose.ts";
import { CompositionFailed } from "./composition_failed.ts";
import { readConfig } from "./config.ts";
import { CLOCK, NEW_ID, SEND_EMAIL, STORE } from "./tokens.ts";

const inMemory = readConfig({ STORE_URL: "memory:" });
const ada = { name: "Ada Lovelace", email: "ada@example.org" };

describe("compose", () => {
  it("puts together what registers a user and sends the mail", async () => {
    await using application = await compose(inMemory);

    const { id } = await application.users.register(ada);
    await drain(application.ports, application.subscriptions);

    const mails = await application.readMailbox?.({ limit: 10 });
    assertEquals(mails?.items.map(({ to, about }) => [to, about]), [[ada.email, id]]);
  });

  it("lets a test bind anything else", async () => {
    const sent: string[] = [];
    await using application = await compose(inMemory, [
      value(NEW_ID, sequentialIds("id-")),
      value(CLOCK, memoryClock(0)),
      factory(SEND_EMAIL, "noted", { clock: CLOCK }, ({ clock }) => ({ to }) => {
        sent.push(`${to} at ${clock.now()}`);
        return Promise.resolve();
      }),
    ]);

    const { id } = await application.users.register(ada);
    await drain(application.ports, application.subscriptions);

    assertEquals([id, sent], ["id-1", ["ada@example.org at 0"]]);
    assertEquals(application.wiring.find(({ port }) => port === "SendEmail")?.adapter, "noted");
  });

  it("[X-5] two applications in one process share nothing", async () => {
    await using one = await compose(inMemory);
    await using other = await compose(inMemory);

    await one.users.register(ada);
    await other.users.register(ada);
    await drain(one.ports, one.subscriptions);

    assertEquals((await one.users.list({ limit: 10 })).items.length, 1);
    assertEquals((await one.readMailbox?.({ limit: 10 }))?.items.length, 1);
    assertEquals((await other.readMailbox?.({ limit: 10 }))?.items.length, 0);
    for (const part of ["ports", "users", "subscriptions", "deadLetters"] as const) {
      assert(one[part] !== other[part], part);
    }
    for (const port of ["store", "clock", "random", "newId", "log"] as const) {
      assert(one.ports[port] !== other.ports[port], port);
    }
  });

  it("[X-5] closing one application leaves the other open", async () => {
    const one = await compose(inMemory);
    await using other = await compose(inMemory);

    await one[Symbol.asyncDispose]();

    await assertRejects(() => one.users.list({ limit: 1 }), StoreClosed);
    assertEquals((await other.users.list({ limit: 1 })).items, []);
  });

  it("[L-15] closes its store with itself, and not one that was given", async () => {
    const outer = await compose(inMemory);
    const inner = await compose(inMemory, [value(STORE, outer.ports.store)]);

    await inner[Symbol.asyncDispose]();
    assertEquals(await outer.ports.store.head(), 0);

    await outer[Symbol.asyncDispose]();
    await assertRejects(() => outer.ports.store.head(), StoreClosed);
  });

  it("[L-8] keeps requests apart that run at the same time on the same pieces", async () => {
    await using application = await compose(inMemory);
    const people = Array.from({ length: 20 }, (_, n) => ({
      name: `Person ${n}`,
      email: `person${n % 10}@example.org`,
    }));

    const answers = await Promise.allSettled(
      people.map((person) => application.users.register(person)),
    );

    const { events } = await application.ports.store.readLog({ after: 0, limit: 100 });
    const emails = events.map(({ data }) => (data as { readonly email: string }).email);
    assertEquals(answers.filter(({ status }) => status === "fulfilled").length, 10);
    assertEquals([emails.length, new Set(emails).size], [10, 10]);
  });

  it("says which store cannot be opened, and who needed it", async () => {
    const folder = await Deno.makeTempDir();
    const config = readConfig({ STORE_URL: `sqlite:${folder}` });

    const error = await assertRejects(() => compose(config), CompositionFailed);

    assertEquals(error.problems.map(({ port, reason }) => [port, reason]), [["Store", "failed"]]);
    assert(error.problems[0]?.neededBy.includes("UserRepository"));
    await Deno.remove(folder);
  });

  it("keeps users in a file when the URL says so", async () => {
    const folder = await Deno.makeTempDir();
    const config = readConfig({ STORE_URL: `sqlite:${folder}/deep/users.db` });
    const before = await compose(config);
    const { id } = await before.users.register(ada);
    await before[Symbol.asyncDispose]();

    await using after = await compose(config);

    assertEquals((await after.users.get({ id })).email, ada.email);
    await after[Symbol.asyncDispose]();
    await Deno.remove(folder, { recursive: true });
  });

  it("shows what stands behind each port, without secrets", async () => {
    const url = "smtp://ada:hunter2@mail.example.org:2525";
    await using application = await compose(readConfig({ STORE_URL: "memory:", MAIL_URL: url }));

    const wiring = application.wiring.map(({ port, adapter }) => `${port} ${adapter}`).join("\n");

    assertStringIncludes(wiring, "Store memory:");
    assertStringIncludes(wiring, "SmtpMail mail.example.org:2525");
    assert(!wiring.includes("hunter2"));
    assertEquals(application.readMailbox, undefined);
  });

  it("shows the message bus behind its port, without secrets, whether it answers or not", async () => {
    const url = "redis://ada:hunter2@127.0.0.1:1/0?name=shop";
    const config = { STORE_URL: "memory:", BUS_URL: url };
    await using application = await compose(readConfig(config));

    const wiring = application.wiring.map(({ port, adapter }) => `${port} ${adapter}`).join("\n");

    assertStringIncludes(wiring, "MessageBus redis://127.0.0.1:1");
    assert(!wiring.includes("hunter2"));
  });
});
