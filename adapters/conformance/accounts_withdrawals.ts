/** Cases of withdrawals at the same time: 1. */

import assert from "node:assert/strict";
import type { AccountsOptions } from "../../application/accounts/account_streams.ts";
import { accountsAt, settings, usd } from "./accounts_samples.ts";
import { requireError, settle } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { numbers } from "./store_samples.ts";

export const withdrawalCases: readonly StoreCase[] = Object.entries(settings).flatMap(
  ([how, options]): StoreCase[] => [
    {
      number: 1,
      does: "[E-17] twenty parallel withdrawals of the whole balance: one succeeds, " + how,
      run: (room) => twenty(room, 1, options),
    },
    {
      number: 1,
      does: "[E-17] twenty parallel withdrawals over two instances: one succeeds, " + how,
      needs: "twoInstances",
      run: (room) => twenty(room, 2, options),
    },
  ],
);

async function twenty(room: StoreRoom, instances: 1 | 2, options: AccountsOptions): Promise<void> {
  const all = await accountsAt(room, instances, options);
  const [first] = all;
  const { id } = await first.open({ owner: "Ada", openingBalance: usd(100) });
  // Each instance has seen the account, so that what it keeps is put to the test.
  for (const accounts of all) await accounts.deposit({ id, amount: usd(1) });
  const balance = usd(100 + all.length);

  const { fulfilled, rejected } = await settle(
    numbers(20).map((n) => (all[n % all.length] ?? first).withdraw({ id, amount: balance })),
  );

  assert.deepEqual([fulfilled.length, rejected.length], [1, 19]);
  for (const error of rejected) requireError(error, "accounts/insufficient-funds", { id });
  for (const accounts of all) {
    const account = await accounts.get({ id });
    assert.deepEqual([account.balance.amount, account.version], [0, 2 + all.length]);
  }
}
