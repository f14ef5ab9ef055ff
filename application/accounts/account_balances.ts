/** Accounts as they are listed: what their events come to, kept for reading. */

import { z } from "zod";
import type { Account, AccountEvent, AccountState } from "../../domain/accounts/account.ts";
import { accountDecider } from "../../domain/accounts/account_decider.ts";
import { type Projection, projection } from "../events/projection.ts";
import { moneyShape } from "../money_shape.ts";
import type { Stored } from "../store/collection.ts";
import { accountCodec } from "./account_codec.ts";

/** An account, how far its events are folded in, and when it was opened. */
export interface AccountView {
  readonly account: Account;
  readonly version: number;
  /** The log's position of its opening. */
  readonly openedAt: number;
}

const shape = z.object({
  account: z.object({
    id: z.string(),
    owner: z.string(),
    balance: moneyShape,
    status: z.enum(["open", "closed"]),
  }),
  version: z.int(),
  openedAt: z.int(),
});

/** One view for each account, under its id; by the index `opened` in the order of opening. */
export const accountBalances: Projection<AccountView> = projection<AccountEvent, AccountView>({
  name: "account-balances",
  types: accountCodec.types,
  codec: accountCodec,
  wholeStreams: true,
  view: {
    schema: { version: 1, parse: (data) => shape.parse(data) as AccountView },
    encode: (view) => shape.parse(view),
    index: ({ openedAt }) => ({ opened: String(openedAt).padStart(16, "0") }),
  },
  ids: ({ data }) => data.accountId,
  evolve: (view, event) => {
    const before: AccountState = view?.account ?? accountDecider.initial;
    const after = accountDecider.evolve(before, event);
    if (after.status === "none") return undefined;
    return {
      account: after,
      version: event.version,
      openedAt: view?.openedAt ?? event.position,
    };
  },
});

/** Tells the account of a view, at its version. */
export function accountOf({ account, version }: AccountView): Stored<Account> {
  return { ...account, version };
}
