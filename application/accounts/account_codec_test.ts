import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readdirSync, readFileSync } from "node:fs";
import type { AccountEvent } from "../../domain/accounts/account.ts";
import { accountDecider } from "../../domain/accounts/account_decider.ts";
import { parseAccountId } from "../../domain/accounts/account_id.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import { InvalidEvent } from "../events/codec.ts";
import { fold } from "../events/fold.ts";
import type { Recorded } from "../store/store.ts";
import { accountCodec } from "./account_codec.ts";

/** Streams as they were stored once: what is stored stays as it is, so these files never change. */
interface Recording {
  readonly stream: string;
  readonly events: readonly Recorded[];
  /** What the events come to. */
  readonly state: unknown;
}

const corpus = readdirSync(new URL("testdata/corpus/", import.meta.url))
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, ...recording(name) }));

for (const { name, stream, events, state } of corpus) {
  test(`[E-11] what was recorded in ${name} comes to what it came to`, () => {
    const folded = fold(accountDecider, accountCodec, stream, events);

    assertEquals<unknown>(folded, state);
  });
}

test("[E-11] every type is recorded in every version it ever had", () => {
  const recorded = new Set(
    corpus.flatMap(({ events }) =>
      events.map(({ type, metadata }) => `${type} ${metadata.schemaVersion ?? 1}`)
    ),
  );

  for (const type of accountCodec.types) {
    for (let version = 1; version <= versionOf(type); version++) {
      assert(recorded.has(`${type} ${version}`), `${type} ${version} is in no file of the corpus`);
    }
  }
});

test("[E-11] dollars in cents become money, and the rest of the event stays", () => {
  const [created, deposited] = recording("in_cents.json").events;
  assert(created && deposited);

  const { data, ...envelope } = accountCodec.decode(created);

  assertEquals<unknown>(data, {
    accountId: "account123",
    owner: "John Doe",
    openingBalance: { amount: 10000, currency: "USD" },
  });
  const { data: _, ...stored } = created;
  assertEquals(envelope, stored as typeof envelope);
  assertEquals<unknown>(accountCodec.decode(deposited).data, {
    accountId: "account123",
    amount: { amount: 5000, currency: "USD" },
  });
});

test("an event that is not of its version's shape is refused", () => {
  const [created, deposited] = recording("in_money.json").events;
  const [cents] = recording("in_cents.json").events;
  assert(created && deposited && cents);
  const wrong: readonly Recorded[] = [
    { ...created, metadata: { schemaVersion: 1 } },
    { ...cents, metadata: { schemaVersion: 2 } },
    { ...deposited, data: { accountId: "account123", amount: { amount: 0.5, currency: "EUR" } } },
    { ...deposited, data: {} },
  ];

  for (const event of wrong) assertThrows(() => accountCodec.decode(event), InvalidEvent);
});

/** Encodes an event of a type, for what is written with it. */
function versionOf(type: AccountEvent["type"]): number {
  const accountId = parseAccountId("account123");
  const amount = parseMoney({ amount: 1, currency: "USD" });
  const event = { type, data: { accountId, amount } } as AccountEvent;
  return accountCodec.encode(event).metadata?.schemaVersion ?? 1;
}

function recording(name: string): Recording {
  return JSON.parse(readFileSync(new URL(`testdata/corpus/${name}`, import.meta.url), "utf8"));
}
