import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  AccountIsClosed,
  AccountNotFound,
  InsufficientFunds,
} from "../../domain/accounts/errors.ts";
import { DomainError, InvalidInput } from "../../domain/kernel/errors.ts";
import { CurrencyMismatch } from "../../domain/kernel/money.ts";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { VersionConflict } from "../store/errors.ts";
import { CommandIdReused } from "../store/idempotency.ts";
import type { Store } from "../store/store.ts";
import { accountsRoom, usd } from "./testdata/accounts_room.ts";

const owner = "John Doe";
const id = "account123";

test("an account is opened, and money goes in and out", async () => {
  const { accounts, events } = accountsRoom();

  const opened = await accounts.open({ id, owner: " John Doe ", openingBalance: usd(100) });
  const deposited = await accounts.deposit({ id, amount: usd(50) });
  const withdrawn = await accounts.withdraw({ id, amount: usd(30) });

  const account = { status: "open", id, owner };
  assertEquals<unknown>(opened, { ...account, balance: usd(100), version: 1, position: 1 });
  assertEquals<unknown>(deposited, { ...account, balance: usd(150), version: 2, position: 2 });
  assertEquals<unknown>(withdrawn, { ...account, balance: usd(120), version: 3, position: 3 });
  assertEquals((await events()).map(({ stream, type, metadata }) => [stream, type, metadata]), [
    [`account/${id}`, "AccountCreated", { schemaVersion: 2 }],
    [`account/${id}`, "MoneyDeposited", { schemaVersion: 2 }],
    [`account/${id}`, "MoneyWithdrawn", { schemaVersion: 2 }],
  ]);
});

test("an account without an id is given one", async () => {
  const { accounts } = accountsRoom();

  const one = await accounts.open({ owner, openingBalance: usd(0) });
  const other = await accounts.open({ owner, openingBalance: usd(0) });

  assertEquals([one.id, other.id] as string[], ["id-1", "id-2"]);
});

test("[E-2] an account is opened once, also by twenty at the same time", async () => {
  const { accounts } = accountsRoom({ cached: 10 });

  const all = await Promise.allSettled(
    Array.from({ length: 20 }, () => accounts.open({ id, owner, openingBalance: usd(1) })),
  );

  assertEquals(all.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of all) {
    if (one.status === "rejected") assertEquals(one.reason.message, "Account already exists");
  }
});

test("[E-4] what is no amount is refused, by its field, before anything is read", async () => {
  const { accounts, events } = accountsRoom();
  await accounts.open({ id, owner, openingBalance: usd(100) });
  for (const amount of [0.5, NaN, Infinity, 2 ** 53]) {
    const money = { amount, currency: "USD" };
    const attempts = [
      [() => accounts.open({ owner, openingBalance: money }), "openingBalance.amount"],
      [() => accounts.deposit({ id, amount: money }), "amount.amount"],
      [() => accounts.withdraw({ id, amount: money }), "amount.amount"],
      [() => accounts.transfer({ from: id, to: "x", amount: money }), "amount.amount"],
    ] as const;
    for (const [attempt, path] of attempts) {
      const error = await assertRejects(attempt, InvalidInput);
      assertEquals(error.issues.map((issue) => issue.path), [path]);
    }
  }
  const negative = () => accounts.open({ owner, openingBalance: usd(-1) });
  assertEquals((await assertRejects(negative, DomainError)).kind, "invalid");
  assertEquals((await events()).length, 1);
});

test("everything wrong with a new account is said at once", async () => {
  const { accounts } = accountsRoom();
  const openingBalance = { amount: 0.5, currency: "dollars" };

  const error = await assertRejects(
    () => accounts.open({ id: "\0", owner: " ", openingBalance }),
    InvalidInput,
  );

  assertEquals(error.issues.map(({ path }) => path), [
    "accountId",
    "owner",
    "openingBalance.amount",
    "openingBalance.currency",
  ]);
});

test("[E-10] an unknown account is not found, whatever is asked of it", async () => {
  const { accounts } = accountsRoom();
  await accounts.open({ id, owner, openingBalance: usd(100) });
  for (const unknown of ["nobody", "", "\0", "a".repeat(5000)]) {
    const attempts = [
      () => accounts.deposit({ id: unknown, amount: usd(1), expectedVersion: 7 }),
      () => accounts.withdraw({ id: unknown, amount: usd(1) }),
      () => accounts.close({ id: unknown }),
      () => accounts.transfer({ from: id, to: unknown, amount: usd(1) }),
      () => accounts.transfer({ from: unknown, to: id, amount: usd(1) }),
      () => accounts.get({ id: unknown }),
      () => accounts.get({ id: unknown, version: 1 }),
      () => accounts.get({ id: unknown, at: "2026-01-01T00:00:00.000Z" }),
      () => accounts.timeline({ id: unknown }),
      () => accounts.balance({ id: unknown }),
      () => accounts.history({ id: unknown, limit: 10 }),
    ];
    for (const attempt of attempts) {
      const error = await assertRejects(attempt, AccountNotFound);
      assertEquals([error.message, error.kind], [`Account ${unknown} not found`, "not-found"]);
    }
  }
});

test("an account is changed only at the version its caller has seen", async () => {
  const { accounts } = accountsRoom({ cached: 10 });
  const { version: expectedVersion } = await accounts.open({
    id,
    owner,
    openingBalance: usd(100),
  });
  await accounts.deposit({ id, amount: usd(1), expectedVersion });

  const attempts = [
    () => accounts.deposit({ id, amount: usd(1), expectedVersion }),
    () => accounts.withdraw({ id, amount: usd(1000), expectedVersion }),
    () => accounts.close({ id, expectedVersion: 7 }),
  ];

  for (const attempt of attempts) {
    const error = await assertRejects(attempt, StaleVersion);
    assertEquals([error.actual, error.kind], [2, "stale"]);
  }
});

test("[E-9] an account that is empty is closed, once, and stays as it was", async () => {
  const { accounts } = accountsRoom({ cached: 10, snapshotEvery: 2 });
  await accounts.open({ id, owner, openingBalance: usd(10) });
  const full = await assertRejects(() => accounts.close({ id }), DomainError);
  await accounts.withdraw({ id, amount: usd(10) });

  const closed = await accounts.close({ id });

  assertEquals(full.message, "Cannot close account with positive balance");
  assertEquals([closed.status, closed.version], ["closed", 3]);
  const again = await assertRejects(() => accounts.close({ id }), AccountIsClosed);
  assertEquals([again.message, again.kind], ["Account already closed", "refused"]);
  await assertRejects(() => accounts.deposit({ id, amount: usd(1) }), AccountIsClosed);
});

test("a transfer changes both accounts in one commit", async () => {
  const { accounts, commits, events } = accountsRoom();
  await accounts.open({ id: "a", owner, openingBalance: usd(100) });
  await accounts.open({ id: "b", owner, openingBalance: usd(1) });
  const before = commits.length;

  const transferred = await accounts.transfer({ from: "a", to: "b", amount: usd(40) });

  assertEquals(commits.length, before + 1);
  assertEquals<unknown>(transferred, {
    id: "id-1",
    from: { status: "open", id: "a", owner, balance: usd(60), version: 2 },
    to: { status: "open", id: "b", owner, balance: usd(41), version: 2 },
    amount: usd(40),
    position: 4,
  });
  assertEquals<unknown>((await events()).slice(2).map(({ type, data }) => [type, data]), [
    ["MoneyWithdrawn", {
      accountId: "a",
      amount: usd(40),
      transfer: { id: "id-1", account: "b" },
    }],
    ["MoneyDeposited", {
      accountId: "b",
      amount: usd(40),
      transfer: { id: "id-1", account: "a" },
    }],
  ]);
});

for (const cached of [undefined, 10]) {
  test(`a transfer that is refused changes neither account, cached: ${cached}`, async () => {
    const { accounts, events } = accountsRoom({ cached });
    await accounts.open({ id: "a", owner, openingBalance: usd(100) });
    await accounts.open({ id: "b", owner, openingBalance: usd(0) });
    await accounts.open({ id: "euro", owner, openingBalance: { amount: 0, currency: "EUR" } });
    await accounts.close({ id: "b" });
    const transfer = (to: string, amount: number) => () =>
      accounts.transfer({ from: "a", to, amount: usd(amount) });

    await assertRejects(transfer("b", 1), AccountIsClosed, "Cannot deposit to closed account");
    await assertRejects(transfer("b", 101), InsufficientFunds);
    await assertRejects(transfer("euro", 1), CurrencyMismatch);
    await assertRejects(transfer("a", 1), DomainError, "Cannot transfer to the same account");
    await assertRejects(transfer("b", 0), DomainError, "Transfer amount must be positive");

    assertEquals((await events()).length, 4);
  });
}

for (const options of [{}, { cached: 10, snapshotEvery: 2 }]) {
  const how = JSON.stringify(options);
  test(`[E-1] a repeated command has one effect and one answer, ${how}`, async () => {
    const { accounts, events } = accountsRoom(options);
    const commands = [
      () => accounts.open({ owner, openingBalance: usd(100) }, { commandId: "c1" }),
      () => accounts.open({ id: "b", owner, openingBalance: usd(0) }, { commandId: "c2" }),
      () => accounts.deposit({ id: "id-1", amount: usd(5) }, { commandId: "c3" }),
      () => accounts.withdraw({ id: "id-1", amount: usd(105) }, { commandId: "c4" }),
      () => accounts.close({ id: "id-1" }, { commandId: "c5" }),
      () => accounts.deposit({ id: "b", amount: usd(9) }, { commandId: "c6" }),
      () => accounts.open({ id: "c", owner, openingBalance: usd(0) }, { commandId: "c7" }),
      () => accounts.transfer({ from: "b", to: "c", amount: usd(3) }, { commandId: "c8" }),
      () => accounts.transfer({ from: "c", to: "b", amount: usd(3) }, { commandId: "c9" }),
    ];
    const answers: unknown[] = [];
    for (const command of commands) answers.push(await command());
    const { length } = await events();

    for (const [n, command] of commands.entries()) assertEquals(await command(), answers[n]);

    assertEquals((await events()).length, length);
    assertEquals(length, 11);
  });
}

test("a command id is good for one command", async () => {
  const { accounts } = accountsRoom();
  await accounts.open({ id, owner, openingBalance: usd(100) });
  await accounts.deposit({ id, amount: usd(5) }, { commandId: "c1" });

  await assertRejects(
    () => accounts.deposit({ id, amount: usd(6) }, { commandId: "c1" }),
    CommandIdReused,
  );
  await assertRejects(
    () => accounts.withdraw({ id, amount: usd(5) }, { commandId: "c1" }),
    CommandIdReused,
  );
});

test("[E-12] correlation and causation go from the request to every event of a transfer", async () => {
  const { accounts, events } = accountsRoom();
  await accounts.open({ id: "a", owner, openingBalance: usd(100) });
  await accounts.open({ id: "b", owner, openingBalance: usd(0) });
  const metadata = { correlationId: "request-1", causationId: "click-1", actor: "ada" };

  await accounts.transfer({ from: "a", to: "b", amount: usd(1) }, { commandId: "c1", metadata });

  for (const event of (await events()).slice(2)) {
    assertEquals(event.metadata, { ...metadata, commandId: "c1", schemaVersion: 2 });
  }
});

test("[E-3] a conflict is retried until it is gone", async () => {
  let conflicts = 3;
  const { accounts } = accountsRoom({ around: (store) => racing(store, () => conflicts-- > 0) });
  await accounts.open({ id, owner, openingBalance: usd(100) });

  const { balance, version } = await accounts.deposit({ id, amount: usd(1) });

  assertEquals([balance, version], [usd(104), 5]);
});

test("[E-3] a conflict that persists is a typed one", async () => {
  const { accounts, clock } = accountsRoom({
    around: (store) => racing(store, () => (clock.advance(1000), true)),
  });
  await accounts.open({ id, owner, openingBalance: usd(100) });

  const error = await assertRejects(
    () => accounts.deposit({ id, amount: usd(1) }),
    VersionConflict,
  );

  assertEquals([error.code, error.kind], ["store/version-conflict", "conflict"]);
});

test("[E-8] changing what was answered changes nothing stored or kept", async () => {
  const { accounts, events } = accountsRoom({ cached: 10 });
  await accounts.open({ id, owner, openingBalance: usd(100) });
  const account = await accounts.deposit({ id, amount: usd(1) });
  const [event] = await events();
  assert(event);

  attempt(() => Object.assign(account.balance, { amount: 1_000_000 }));
  attempt(() => Object.assign(account, { status: "closed" }));
  attempt(() => Object.assign(event.data as object, { owner: "Eve", openingBalance: usd(7) }));

  assertEquals((await accounts.withdraw({ id, amount: usd(1) })).balance, usd(100));
  assertEquals((await accounts.get({ id, version: 1 })).balance, usd(100));
  assertEquals((await accounts.get({ id, version: 1 })).owner as string, owner);
});

/** What is frozen says no, which is as good. */
function attempt(change: () => void): void {
  try {
    change();
  } catch (error) {
    assert(error instanceof TypeError);
  }
}

/** Lets somebody else deposit a cent before each deposit, as long as it is told to. */
function racing({ commit }: Store, go: () => boolean): Partial<Store> {
  const event = {
    type: "MoneyDeposited",
    data: { accountId: id, amount: usd(1) },
    metadata: { schemaVersion: 2 },
  };
  return {
    commit: async (changes) => {
      const [append] = changes.appends ?? [];
      if (append?.expect !== 0 && go()) {
        await commit({ appends: [{ stream: `account/${id}`, expect: "any", events: [event] }] });
      }
      return await commit(changes);
    },
  };
}
