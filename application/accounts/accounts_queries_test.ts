import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { AccountNotOpenedYet, AccountVersionNotReached } from "../../domain/accounts/errors.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { askRebuild } from "../events/projection_rebuild.ts";
import { NotConsistentYet, PositionBeyondHead } from "../events/projection_errors.ts";
import { viewCollection } from "../events/projection_records.ts";
import { InvalidCursor } from "../store/errors.ts";
import { type AccountsRoom, accountsRoom, usd } from "./testdata/accounts_room.ts";

const owner = "John Doe";
const id = "account123";
const opened = "2026-01-01T00:00:00.000Z";

for (const options of [{}, { cached: 10, snapshotEvery: 2 }]) {
  test(`an account is shown as it was at each version, ${JSON.stringify(options)}`, async () => {
    const { accounts } = await busyAccount(options);

    const balances: number[] = [];
    for (const version of [1, 2, 3, 4]) {
      const account = await accounts.get({ id, version });
      assertEquals(account.version, version);
      balances.push(account.balance.amount);
    }

    assertEquals(balances, [100, 150, 120, 0]);
    assertEquals((await accounts.get({ id })).status, "closed");
    const error = await assertRejects(
      () => accounts.get({ id, version: 6 }),
      AccountVersionNotReached,
    );
    assertEquals([error.kind, error.actual], ["invalid", 5]);
  });
}

test("an account is shown as it was at a time: the longest prefix not later", async () => {
  const { accounts } = await busyAccount();
  const times = [
    [opened, 1],
    ["2026-01-01T00:00:59.999Z", 1],
    ["2026-01-01T00:01:00.000Z", 2],
    ["2026-01-01T00:03:30.000Z", 4],
    ["9999-12-31T23:59:59.999Z", 5],
  ] as const;

  for (const [at, version] of times) {
    assertEquals((await accounts.get({ id, at })).version, version);
  }

  const early = () => accounts.get({ id, at: "2025-12-31T23:59:59.999Z" });
  assertEquals((await assertRejects(early, AccountNotOpenedYet)).kind, "not-found");
});

test("a time or version that is none is refused", async () => {
  const { accounts } = await busyAccount();
  const times = [
    "",
    "yesterday",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.000",
    "2026-01-01T00:00:00.000+01:00",
    "2026-02-30T00:00:00.000Z",
    "2026-01-01T24:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
  ];

  for (const at of times) await assertRejects(() => accounts.get({ id, at }), InvalidInput, "at");
  for (const version of [0, -1, 0.5, NaN, Infinity]) {
    await assertRejects(() => accounts.get({ id, version }), InvalidInput, "version");
  }
  await assertRejects(
    () => accounts.get({ id, at: opened, version: 1 }),
    InvalidInput,
    "with a version",
  );
});

test("the balance over time is told event by event, or the end of it", async () => {
  const { accounts } = await busyAccount();

  const points = await accounts.timeline({ id });
  const latest = await accounts.timeline({ id, limit: 2 });

  assertEquals(points.map(({ version, balance }) => [version, balance.amount]), [
    [1, 100],
    [2, 150],
    [3, 120],
    [4, 0],
    [5, 0],
  ]);
  assertEquals(points[1]?.at, "2026-01-01T00:01:00.000Z");
  assertEquals(latest, points.slice(3));
  for (const limit of [0, 0.5, -1]) {
    await assertRejects(() => accounts.timeline({ id, limit }), InvalidInput);
  }
});

test("[E-9] the history tells every event of an account, oldest first, page by page", async () => {
  const { accounts, fold } = await busyAccount();
  await accounts.open({ id: "other", owner, openingBalance: usd(7) });
  await accounts.open({ id: `${id}/1`, owner, openingBalance: usd(7) });
  await accounts.transfer({ from: "other", to: `${id}/1`, amount: usd(2) });
  await fold();

  const first = await accounts.history({ id, limit: 3 });
  const second = await accounts.history({ id, limit: 3, after: first.next });
  const other = await accounts.history({ id: "other", limit: 10 });

  const entries = [...first.items, ...second.items];
  assertEquals(entries.map(({ kind, amount, version }) => [kind, amount?.amount, version]), [
    ["opened", 100, 1],
    ["deposited", 50, 2],
    ["withdrawn", 30, 3],
    ["withdrawn", 120, 4],
    ["closed", undefined, 5],
  ]);
  assertEquals(second.next, undefined);
  assertEquals<unknown>(entries[4], {
    account: id,
    version: 5,
    kind: "closed",
    amount: null,
    transfer: null,
    at: "2026-01-01T00:04:00.000Z",
    position: 5,
    eventId: "event-5",
  });
  assertEquals<unknown>(other.items[1]?.transfer, { id: "id-1", account: `${id}/1` });
});

test("[E-9] accounts are listed in the order of opening, as they are", async () => {
  const { accounts, fold } = accountsRoom();
  for (const id of ["c", "a", "b"]) await accounts.open({ id, owner, openingBalance: usd(0) });
  await accounts.deposit({ id: "a", amount: usd(5) });
  await accounts.close({ id: "b" });
  await fold();

  const first = await accounts.list({ limit: 2 });
  const second = await accounts.list({ limit: 2, after: first.next });

  const listed = [...first.items, ...second.items];
  assertEquals<unknown>(
    listed.map(({ id, status, version, balance }) => [id, status, version, balance.amount]),
    [["c", "open", 1, 0], ["a", "open", 2, 5], ["b", "closed", 2, 0]],
  );
  for (const account of listed) {
    assertEquals(await accounts.get({ id: account.id }), account);
  }
});

test("the balance is what readers know of it", async () => {
  const { accounts, fold } = await busyAccount();
  await fold();

  const balance = await accounts.balance({ id, consistentWith: 5 });

  assertEquals<unknown>(balance, { account: id, balance: usd(0), closed: true });
});

test("readers who are behind the opening say so, and have no history yet", async () => {
  const { accounts } = await busyAccount();

  await assertRejects(() => accounts.balance({ id }), NotConsistentYet);
  assertEquals(await accounts.history({ id, limit: 10 }), { items: [], next: undefined });
  assertEquals(await accounts.list({ limit: 10 }), { items: [], next: undefined });
});

test("a position that is not there yet, and a cursor made up, are refused", async () => {
  const { accounts, fold } = await busyAccount();
  await fold();
  const queries = [
    () => accounts.list({ limit: 10, consistentWith: 1000 }),
    () => accounts.history({ id, limit: 10, consistentWith: 1000 }),
    () => accounts.balance({ id, consistentWith: 1000 }),
  ];

  for (const query of queries) await assertRejects(query, PositionBeyondHead);
  await assertRejects(() => accounts.list({ limit: 10, after: "made up" }), InvalidCursor);
  await assertRejects(() => accounts.history({ id, limit: 10, after: "made up" }), InvalidCursor);
});

test("[E-6] views that are rebuilt from the log are the same", async () => {
  const room = await busyAccount();
  await room.fold();
  const before = await views(room);
  for (const name of ["account-balances", "account-history"]) {
    await askRebuild(room.ports, name, "ada");
  }
  await room.fold();

  const after = await views(room);

  assertEquals(after, before);
  assertEquals(await room.store.get(viewCollection("account-balances", 1), id), undefined);
  assert(await room.store.get(viewCollection("account-balances", 2), id));
});

async function views({ accounts }: AccountsRoom) {
  return [await accounts.list({ limit: 9 }), await accounts.history({ id, limit: 9 })];
}

/** An account with five events, a minute between any two. */
async function busyAccount(options = {}): Promise<AccountsRoom> {
  const room = accountsRoom(options);
  const { accounts, clock } = room;
  const commands = [
    () => accounts.open({ id, owner, openingBalance: usd(100) }),
    () => accounts.deposit({ id, amount: usd(50) }),
    () => accounts.withdraw({ id, amount: usd(30) }),
    () => accounts.withdraw({ id, amount: usd(120) }),
    () => accounts.close({ id }),
  ];
  for (const command of commands) {
    await command();
    clock.advance(60_000);
  }
  return room;
}
