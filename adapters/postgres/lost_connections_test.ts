import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { OutcomeUnknown, StoreUnavailable } from "../../application/store/errors.ts";
import { encodeChanges } from "../../application/store/encoded_changes.ts";
import type { Changes, Store } from "../../application/store/store.ts";
import { Functions } from "./functions.ts";
import { Group } from "./group.ts";
import { postgresStore } from "./mod.ts";
import { lamp, lit } from "./testdata/commits.ts";
import { type Proxy, startProxy } from "./testdata/proxy.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";

/** Two stores on one schema: one by way of a proxy, over a single connection, and one directly. */
interface Site extends AsyncDisposable {
  readonly proxy: Proxy;
  readonly store: Store;
  readonly direct: Store;
}

async function site(url: string, deadline = 10_000): Promise<Site> {
  const place = testPlace(url);
  const proxy = await startProxy(url);
  const near = testPlace(proxy.url, { max: 1, backoff: () => 0.01, connect_timeout: 1 });
  const direct = await place.open();
  const store = await postgresStore(near.sql, systemPorts, { schema: place.schema, deadline });
  await warmUp(store);
  return {
    proxy,
    store,
    direct,
    [Symbol.asyncDispose]: async () => {
      proxy.recover();
      await store[Symbol.asyncDispose]();
      await direct[Symbol.asyncDispose]();
      await near.sql.end({ timeout: 1 });
      await proxy[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** Commits twice: on this connection the next commit is one request, answered after its COMMIT. */
async function warmUp(store: Store): Promise<void> {
  await store.commit(lit("warm"));
  await store.commit(lamp("warm", "any"));
}

const kinds: Readonly<Record<string, Changes>> = {
  "with events": lit("hall", "none"),
  "with events, whatever is there": lit("warm", "any"),
  "with documents only": lamp("hall"),
  "with documents only, whatever is there": lamp("hall", "any"),
  "with an id": { ...lit("hall", "none"), id: "light the hall" },
  "with an outcome": { ...lit("hall"), ...lamp("hall"), outcome: { lamps: 1 } },
};

await withPostgres("lost connections to PostgreSQL", (url) => {
  for (const [kind, changes] of Object.entries(kinds)) {
    Deno.test(`a commit ${kind} whose answer is lost has one effect`, async () => {
      await using at = await site(url);
      const head = await at.direct.head();

      at.proxy.cutNextAnswer();
      const committed = await at.store.commit(changes);

      const appended = changes.appends?.length ?? 0;
      assertEquals(at.proxy.cuts(), 1);
      assertEquals(committed.repeated, false);
      assertEquals(committed.position, head + appended);
      assertEquals(committed.outcome, changes.outcome);
      assertEquals(await at.direct.head(), head + appended);
      assertEquals(committed.events, (await at.direct.readLog({ after: head, limit: 9 })).events);
      if (changes.puts) {
        const version = (await at.direct.get("lamps", "hall"))?.version;
        assertEquals(committed.documentVersions, [version ?? NaN]);
      }
    });
  }

  Deno.test("a group of 64 whose answer is lost has one effect, and each gets its own", async () => {
    await using at = await site(url);
    const head = await at.direct.head();

    at.proxy.cutNextAnswer();
    const settled = await Promise.allSettled(
      Array.from({ length: 64 }, (_, n) => at.store.commit(lit(`room ${n % 60}`, "none"))),
    );

    const stored = (await at.direct.readLog({ after: head, limit: 99 })).events;
    const told = settled.flatMap((each) => each.status === "fulfilled" ? each.value.events : []);
    assertEquals(at.proxy.cuts(), 1);
    assertEquals(told, stored);
    assertEquals(stored.length, 60);
    assertEquals(
      settled.slice(60).map((each) => each.status === "rejected" && each.reason.code),
      Array(4).fill("store/version-conflict"),
    );
  });

  for (const [kind, changes] of Object.entries(kinds)) {
    Deno.test(`a commit ${kind} that is lost on its way there has one effect`, async () => {
      await using at = await site(url);
      const head = await at.direct.head();

      at.proxy.cutNextRequest();
      const { position } = await at.store.commit(changes);

      assertEquals(at.proxy.cuts(), 1);
      assertEquals(position, head + (changes.appends?.length ?? 0));
      assertEquals(await at.direct.head(), position);
    });
  }

  Deno.test("a read whose answer is lost is asked again", async () => {
    await using at = await site(url);
    await at.store.head();

    at.proxy.cutNextAnswer();

    assertEquals(await at.store.head(), await at.direct.head());
    assertEquals(at.proxy.cuts(), 1);
  });

  Deno.test("when the answer is lost and nobody can be asked, the outcome is unknown", async () => {
    await using at = await site(url, 500);

    for (const changes of [{ ...lit("hall", "none"), id: "given" }, lit("attic", "none")]) {
      await warmUp(at.store);
      at.proxy.stayDown();
      at.proxy.cutNextAnswer();
      const error = await assertRejects(() => at.store.commit(changes), OutcomeUnknown);
      at.proxy.recover();
      const receipt = await at.store.receipt(error.id);
      const repeated = await at.store.commit({ ...changes, id: error.id });

      assertEquals(receipt?.events, await at.direct.readStream(changes.appends?.[0]?.stream ?? ""));
      assertEquals(receipt?.streamVersions, [1]);
      assertEquals(repeated.repeated, true);
      assertEquals(repeated.events, receipt?.events);
    }
  });

  Deno.test("a commit that never came there is found by nobody, and takes place once", async () => {
    await using at = await site(url, 500);
    const changes = lit("hall", "none");

    at.proxy.stayDown();
    at.proxy.cutNextRequest();
    const error = await assertRejects(() => at.store.commit(changes), OutcomeUnknown);
    at.proxy.recover();

    assertEquals(await at.store.receipt(error.id), undefined);
    assertEquals((await at.store.commit({ ...changes, id: error.id })).repeated, false);
    assertEquals((await at.direct.readStream("hall")).length, 1);
  });

  Deno.test("what was asked after is refused when it arrives late, and nothing is sent twice", async () => {
    await using place = testPlace(url);
    await using store = await place.open();
    const functions = new Functions(place.sql, `"${place.schema}"`, systemPorts);
    const group = new Group(systemPorts.newId);
    group.add({ changes: encodeChanges(lit("hall"), store.limits), fingerprint: "" });
    const sending = (number: number) => ({
      sender: "s",
      number,
      now: 0,
      oldestReceipt: 0,
      lockTimeout: 1000,
    });
    const send = (number: number) => functions.commit(group.arguments(sending(number)));
    const late = (number: number) => assertRejects(() => send(number), Error, "dealt with before");

    assertEquals(await functions.settle(sending(1)), undefined);
    await late(1);
    const answer = await send(3);
    await late(3);
    assertEquals(await functions.settle(sending(4)), undefined);
    await late(2);
    await late(4);
    await send(5);

    assertEquals(JSON.parse(answer)[4], [1]);
    assertEquals((await functions.settle(sending(5)))?.answer.length, answer.length);
    assertEquals(await store.head(), 2);
  });

  Deno.test("a server that is silent keeps nobody waiting for ever", async () => {
    await using at = await site(url, 500);
    const head = await at.direct.head();

    at.proxy.fallSilent();
    const commit = assertRejects(() => at.store.commit(lit("hall")), OutcomeUnknown);
    const read = assertRejects(() => at.store.get("lamps", "warm"), StoreUnavailable);
    const waiting = assertRejects(
      () => at.store.changed(head, new AbortController().signal),
      StoreUnavailable,
    );
    const errors = await Promise.all([read, commit, waiting]);
    at.proxy.recover();

    assert(errors.every((error) => error.cause instanceof Error));
    assertStrictEquals(await at.store.head(), await at.direct.head());
  });

  Deno.test("without a connection nothing is sent, so a commit did surely not take place", async () => {
    await using place = testPlace(url);
    await (await place.open())[Symbol.asyncDispose]();
    const nowhere = testPlace("postgres://postgres@127.0.0.1:1/test", { max: 1 });
    const broken = { ...place.sql, unsafe: nowhere.sql.unsafe, begin: nowhere.sql.begin };
    let sent = 0;
    const client = {
      ...broken,
      unsafe: (...args: Parameters<typeof place.sql.unsafe>) =>
        (sent++ < 3 ? place.sql : nowhere.sql).unsafe(...args),
    };

    await using store = await postgresStore(client, systemPorts, {
      schema: place.schema,
      deadline: 300,
    });

    await assertRejects(() => store.commit(lit("hall")), StoreUnavailable);
    await assertRejects(() => store.head(), StoreUnavailable);
    await nowhere.sql.end({ timeout: 1 });
  });
});
