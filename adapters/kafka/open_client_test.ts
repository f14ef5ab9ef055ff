import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { openKafka } from "./mod.ts";
import { startListener } from "./testdata/listener.ts";

const silent = { log: { debug: () => {} } };

Deno.test("openKafka lets the driver speak to the log, and never to the console", async () => {
  const said: unknown[] = [];
  const printed: unknown[] = [];
  const { log, warn, error } = console;
  const print = (...words: readonly unknown[]) => void printed.push(words);
  const debug = (message: string, data: unknown) => void said.push([message, data]);

  try {
    Object.assign(console, { log: print, warn: print, error: print });
    // Nobody listens there.
    await using opened = await openKafka({ brokers: ["127.0.0.1:1"] }, { log: { debug } });
    await assertRejects(() => opened.client.admin().connect(), Error, "127.0.0.1:1");
  } finally {
    Object.assign(console, { log, warn, error });
  }

  assert(said.length > 0, "the driver says something");
  assertEquals(printed, []);
});

Deno.test("openKafka encrypts when it is told to", async () => {
  await using listener = await startListener({ answers: false });
  const brokers = [listener.broker];

  await using opened = await openKafka({ brokers, tls: true }, silent);
  await assertRejects(() => opened.client.admin().connect());

  // So begins a handshake of TLS.
  assertEquals(listener.heard().slice(0, 2), "\x16\x03");
});

Deno.test("openKafka logs in as it is told to", async () => {
  await using listener = await startListener({ answers: true });
  const login = { mechanism: "scram-sha-256" as const, username: "ada", password: "secret" };

  await using opened = await openKafka({ brokers: [listener.broker], login }, silent);
  await assertRejects(() => opened.client.admin().connect());

  assertMatch(listener.heard(), /SCRAM-SHA-256/);
});
