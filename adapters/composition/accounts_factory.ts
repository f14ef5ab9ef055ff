/** Accounts: whose events are the truth, and what can be asked of them. */

import { createAccounts } from "../../application/accounts/accounts.ts";
import { type Binding, factory } from "./binding.ts";
import { ACCOUNTS, CLOCK, NEW_ID, RANDOM, STORE } from "./tokens.ts";

/** How many accounts are kept in memory, each a few hundred bytes. */
const CACHED = 10_000;
/** How many events of an account are read at most, about, when it is not in memory. */
const SNAPSHOT_EVERY = 100;

/** Binds the context of accounts. */
export function accountsFactory(): readonly Binding[] {
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM, newId: NEW_ID };
  return [
    factory(
      ACCOUNTS,
      "events of the store",
      machinery,
      (ports) => createAccounts(ports, { cached: CACHED, snapshotEvery: SNAPSHOT_EVERY }),
    ),
  ];
}
