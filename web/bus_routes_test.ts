import { assert, assertEquals, assertFalse, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { busApp, imported, silentBroker } from "./testdata/bus.ts";
import { asOperator, asPerson, testApp } from "./testdata/test_app.ts";

test("GET /admin/bus says what is told, what waits, what is set aside and what is dead", async () => {
  const { bus, hear, tell, json, send } = busApp();
  await send("POST", "/users", { name: "Ada", email: "ada@x.org" });
  await tell();
  await bus.publish([imported("poison"), imported("1"), imported("2", "eve")]);
  await hear();
  await bus.publish([imported("3", "eve")]);

  const { relay, consumers: [{ inbox, ...consumer }], ...status } = await json("/admin/bus");

  assertEquals(status, { bus: "memory:", answers: true, others: [] });
  assertEquals([relay.name, relay.state, relay.position], ["relay", "stopped", 1]);
  assertEquals(consumer, { name: "importer", topics: ["crm.imported"], waiting: 1 });
  assertEquals([inbox.name, inbox.waiting, inbox.dead], ["importer.inbox", 1, 1]);
});

test("GET /admin/bus names what is new, and groups of others", async () => {
  const { bus, json } = busApp();
  const group = { group: "others", topics: ["users.*"] };
  await bus.subscribe(group, () => Promise.resolve(), { signal: AbortSignal.abort() });

  const { relay, consumers, others } = await json("/admin/bus");

  assertEquals(relay, null);
  assertEquals(consumers.map(({ waiting, inbox }: typeof consumers[0]) => [waiting, inbox]), [
    [null, null],
  ]);
  assertEquals(others, [{ group: "others", waiting: 0 }]);
});

test("GET /admin/bus tells what it knows while the broker does not answer", async () => {
  const { broker, tell, json, page, log } = busApp();
  await tell();
  broker.stop();

  const { answers, relay, consumers: [{ waiting }] } = await json("/admin/bus");

  assertEquals([answers, relay.position, waiting], [false, 0, null]);
  assertStringIncludes(await page("/admin/bus"), "does not answer");
  assert(log.entries.some(({ message }) => message === "the message bus does not answer"));
});

test("GET /admin/bus waits a second for a broker, and no longer", async () => {
  const { asked, silence } = silentBroker();
  const { json, clock } = busApp(silence);

  const answer = json("/admin/bus");
  await asked;
  clock.advance(1000);

  assertEquals((await answer).answers, false);
});

test("GET /admin/bus says when there is none", async () => {
  const { request } = testApp();

  const json = await (await request("/admin/bus", { headers: asOperator })).json();
  const page = await request("/admin/bus", { headers: { ...asOperator, ...asPerson } });

  assertEquals(json, { bus: null });
  assertStringIncludes(await page.text(), "No bus is bound");
});

test("the page of the bus leads to what is dead, and that to the message", async () => {
  const { bus, hear, page } = busApp();
  await bus.publish([imported("poison")]);
  await hear();

  const [, letters = ""] = /href="([^"]*dead-letters\?[^"]*)"/.exec(await page("/admin/bus")) ?? [];
  const [, letter = ""] = /href="(\/admin\/dead-letters\/[^"]*)"/.exec(await page(letters)) ?? [];
  const shown = await page(letter);

  assertMatch(shown, /<dt>Topic<\/dt><dd><code>crm\.imported</);
  assertMatch(shown, /<dt>Key<\/dt><dd><code>ada</);
  assertMatch(shown, /<dt>Set aside<\/dt><dd>no &lt;b&gt;such&lt;\/b&gt; customer</);
  assertStringIncludes(shown, "&quot;source&quot;: &quot;/crm&quot;");
});

test("what waited behind another is shown as such", async () => {
  const { bus, hear, page, services: { deadLetters } } = busApp();
  const again = imported("poison");
  await bus.publish([again, { ...again, event: { ...again.event, source: "/erp" } }]);
  await hear();
  await deadLetters.discard("importer.inbox:1", "ada");
  await hear();

  assertStringIncludes(await page("/admin/dead-letters/importer.inbox:2"), "waits behind another");
});

test("what cannot be read is shown as text, where it is text", async () => {
  const { broker, hear, page } = busApp();
  const put = (key: string, bytes: Uint8Array) =>
    broker.put({ channel: "crm", type: "imported", key, bytes });
  put("", new TextEncoder().encode("<ünread>"));
  await hear();
  put("k", new Uint8Array([0xff, 0xfe]));
  await hear();

  const [text, bytes] = await Promise.all(
    [1, 2].map((position) => page(`/admin/dead-letters/importer.inbox:${position}`)),
  );

  assertStringIncludes(text ?? "", '<pre tabindex="0">&lt;ünread&gt;</pre>');
  assertMatch(text ?? "", /<p class="error">Cannot read the message: it is not JSON</);
  assertMatch(text ?? "", /<dt>Key<\/dt><dd>none</);
  assertStringIncludes(bytes ?? "", '<pre tabindex="0">//4=</pre>');
  assertFalse(bytes?.includes("no CloudEvent:"));
});

test("what was too large to be kept is shown as such", async () => {
  const { store, hear, page } = busApp();
  const data = {
    ...{ channel: "crm", topic: "crm.imported", key: "k", error: null, payload: null },
    ...{ readable: true, lane: "crm/k", turn: 1 },
  };
  const events = [{ type: "portico.MessageSetAside.importer", data }];
  await store.commit({ appends: [{ stream: "lane", expect: "none", events }] });
  await hear();

  assertStringIncludes(await page("/admin/dead-letters/importer.inbox:1"), "too large");
});
