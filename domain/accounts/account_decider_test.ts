import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { DomainError, isDomainError } from "../kernel/errors.ts";
import { AmountTooLarge, CurrencyMismatch, type Money, parseMoney } from "../kernel/money.ts";
import type { AccountEvent, AccountState } from "./account.ts";
import { type AccountCommand, accountDecider } from "./account_decider.ts";
import { parseAccountId } from "./account_id.ts";
import { parseAccountOwner } from "./account_owner.ts";
import { ImpossibleAccountHistory } from "./errors.ts";
import { transferCommands } from "./transfer.ts";

const accountId = parseAccountId("account123");
const other = parseAccountId("account456");
const owner = parseAccountOwner("John Doe");
const { initial, decide, evolve } = accountDecider;

test("given nothing, when an account is created, then it holds its opening balance", () => {
  const events = when([], create(100));

  assertEquals(events, [created(100)]);
  assertEquals<unknown>(given(events), {
    status: "open",
    id: accountId,
    owner,
    balance: usd(100),
  });
});

test("given nothing, when an account is created with nothing in it, then that is fine", () => {
  assertEquals(when([], create(0)), [created(0)]);
});

test("[E-2] given an account, when it is created again, then it already exists", () => {
  assertRefused([created(100)], create(100), "accounts/already-exists", "Account already exists");
  assertRefused([created(100)], create(-1), "accounts/already-exists", "Account already exists");
  assertRefused(
    [created(0), closed()],
    create(100),
    "accounts/already-exists",
    "Account already exists",
  );
});

test("[E-4] given nothing, when an account is created with a debt, then it is refused", () => {
  assertRefused([], create(-1), "accounts/opening-balance-negative", /must not be negative/);
});

test("[E-6] given 100, when 50 comes in and 30 goes out, then events say that and no balance", () => {
  const history = [created(100)];

  const deposits = when(history, deposit(50));
  const withdrawals = when([...history, ...deposits], withdraw(30));

  assertEquals(deposits, [{ type: "MoneyDeposited", data: { accountId, amount: usd(50) } }]);
  assertEquals(withdrawals, [{ type: "MoneyWithdrawn", data: { accountId, amount: usd(30) } }]);
  assertEquals(balance([...history, ...deposits, ...withdrawals]), 120);
});

test("[E-4] given an account, when no money or less moves, then it must be positive", () => {
  for (const amount of [0, -1, NaN]) {
    assertRefused(
      [created(0), closed()],
      deposit(amount),
      "accounts/amount-not-positive",
      "Deposit amount must be positive",
    );
    assertRefused(
      [created(0), closed()],
      withdraw(amount),
      "accounts/amount-not-positive",
      "Withdrawal amount must be positive",
    );
  }
});

test("given a closed account, when money is to move, then it cannot", () => {
  const history = [created(0), closed()];

  assertRefused(history, deposit(1), "accounts/closed", "Cannot deposit to closed account");
  assertRefused(history, withdraw(1), "accounts/closed", "Cannot withdraw from closed account");
});

test("given 100, when 101 is withdrawn, then funds are insufficient; 100 is fine", () => {
  assertRefused([created(100)], withdraw(101), "accounts/insufficient-funds", "Insufficient funds");
  assertEquals(when([created(100)], withdraw(100)).length, 1);
});

test("given an account, when it is closed, then it is empty and was open", () => {
  assertEquals(when([created(0)], close()), [closed()]);
  assertRefused(
    [created(1)],
    close(),
    "accounts/balance-not-zero",
    "Cannot close account with positive balance",
  );
  assertRefused([created(0), closed()], close(), "accounts/closed", "Account already closed");
});

test("[E-7] given nothing, when money moves or an account is closed, then it is not found", () => {
  for (const command of [deposit(1), deposit(0), withdraw(1), close()]) {
    assertRefused([], command, "accounts/not-found", "Account account123 not found");
  }
});

test("given dollars, when euros move, then they are no dollars", () => {
  const euro = parseMoney({ amount: 1, currency: "EUR" });

  for (const type of ["DepositMoney", "WithdrawMoney"] as const) {
    assertThrows(() => when([created(100)], { type, accountId, amount: euro }), CurrencyMismatch);
  }
});

test("given all that can be counted, when one more comes in, then it is too much", () => {
  assertThrows(() => when([created(Number.MAX_SAFE_INTEGER)], deposit(1)), AmountTooLarge);
});

test("a transfer is a withdrawal and a deposit that name each other's account", () => {
  const [out, into] = transferCommands({ id: "t1", from: accountId, to: other, amount: usd(5) });

  assertEquals(out, {
    type: "WithdrawMoney",
    accountId,
    amount: usd(5),
    transfer: { id: "t1", account: other },
  });
  assertEquals([into.type, into.accountId, into.transfer?.account], [
    "DepositMoney",
    other,
    accountId,
  ]);
  assertEquals(when([created(5)], out)[0]?.data, {
    accountId,
    amount: usd(5),
    transfer: { id: "t1", account: other },
  });
});

test("a transfer of nothing, or to where it comes from, is none", () => {
  const transfer = { id: "t1", from: accountId, to: other, amount: usd(0) };

  assertThrows(() => transferCommands(transfer), DomainError, "Transfer amount must be positive");
  assertThrows(
    () => transferCommands({ ...transfer, to: accountId, amount: usd(5) }),
    DomainError,
    "Cannot transfer to the same account",
  );
});

test("[E-7] a history that no account can have is not folded", () => {
  const ofAnother: AccountEvent = {
    type: "MoneyDeposited",
    data: { accountId: other, amount: usd(1) },
  };
  const impossible: readonly (readonly AccountEvent[])[] = [
    [moved("MoneyDeposited", 1)],
    [closed()],
    [created(1), created(1)],
    [created(0), closed(), moved("MoneyDeposited", 1)],
    [created(0), closed(), closed()],
    [created(1), ofAnother],
  ];

  for (const history of impossible) assertThrows(() => given(history), ImpossibleAccountHistory);
});

test("whatever is asked, balances are never negative, and closed accounts never change", () => {
  const amount = fc.integer({ min: -2, max: 20 });
  const commands = fc.array(
    fc.oneof(
      amount.map(create),
      amount.map(deposit),
      amount.map(withdraw),
      fc.constant(close()),
    ),
    { maxLength: 40 },
  );
  let closings = 0;
  fc.assert(
    fc.property(commands, (commands) => {
      let state: AccountState = initial;
      let cents = 0;
      const history: AccountEvent[] = [];
      for (const command of commands) {
        const before: AccountState = state;
        const events = attempt(before, command);
        if (before.status === "closed") assertEquals(events, []);
        for (const event of events) cents += changeOf(event);
        history.push(...events);
        state = events.reduce(evolve, before);
        if (state.status === "none") continue;
        assert(state.balance.amount >= 0);
        assertEquals(state.balance.amount, cents);
        if (state.status === "closed") closings++;
      }
      assertEquals(given(history), state);
    }),
    { numRuns: 500 },
  );
  assert(closings > 0);
});

function attempt(state: AccountState, command: AccountCommand): readonly AccountEvent[] {
  try {
    return decide(command, state);
  } catch (error) {
    if (isDomainError(error)) return [];
    throw error;
  }
}

function changeOf(event: AccountEvent): number {
  switch (event.type) {
    case "AccountCreated":
      return event.data.openingBalance.amount;
    case "MoneyDeposited":
      return event.data.amount.amount;
    case "MoneyWithdrawn":
      return -event.data.amount.amount;
    case "AccountClosed":
      return 0;
  }
}

function given(history: readonly AccountEvent[]): AccountState {
  return history.reduce(evolve, initial);
}

function when(
  history: readonly AccountEvent[],
  command: AccountCommand,
): readonly AccountEvent[] {
  return decide(command, given(history));
}

function assertRefused(
  history: readonly AccountEvent[],
  command: AccountCommand,
  code: string,
  message: string | RegExp,
): void {
  const error = assertThrows(() => when(history, command), DomainError);
  assertEquals(error.code, code);
  if (typeof message === "string") assertEquals(error.message, message);
  else assert(message.test(error.message));
}

function balance(history: readonly AccountEvent[]): number {
  const state = given(history);
  return state.status === "none" ? NaN : state.balance.amount;
}

function usd(amount: number): Money {
  return { ...parseMoney({ amount: 0, currency: "USD" }), amount };
}

function create(amount: number): AccountCommand {
  return { type: "CreateAccount", accountId, owner, openingBalance: usd(amount) };
}

function deposit(amount: number): AccountCommand {
  return { type: "DepositMoney", accountId, amount: usd(amount) };
}

function withdraw(amount: number): AccountCommand {
  return { type: "WithdrawMoney", accountId, amount: usd(amount) };
}

function close(): AccountCommand {
  return { type: "CloseAccount", accountId };
}

function created(amount: number): AccountEvent {
  return { type: "AccountCreated", data: { accountId, owner, openingBalance: usd(amount) } };
}

function moved(type: "MoneyDeposited" | "MoneyWithdrawn", amount: number): AccountEvent {
  return { type, data: { accountId, amount: usd(amount) } };
}

function closed(): AccountEvent {
  return { type: "AccountClosed", data: { accountId } };
}
