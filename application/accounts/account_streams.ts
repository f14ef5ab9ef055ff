/** Where the events of accounts are, and how their states are found. */

import { z } from "zod";
import type { AccountEvent, AccountState } from "../../domain/accounts/account.ts";
import { accountDecider } from "../../domain/accounts/account_decider.ts";
import type { AccountId } from "../../domain/accounts/account_id.ts";
import { stateCache } from "../events/state_cache.ts";
import type { StreamKind } from "../events/stream_state.ts";
import { moneyShape } from "../money_shape.ts";
import { accountCodec } from "./account_codec.ts";

/** The streams of accounts, each with the events of one. */
export type AccountStreams = StreamKind<AccountState, AccountEvent>;

/** What spares reading whole streams; neither changes what is decided. */
export interface AccountsOptions {
  /** How many accounts to keep in memory; none unless told. */
  readonly cached?: number | undefined;
  /** After how many events of an account its state is stored; never unless told. */
  readonly snapshotEvery?: number | undefined;
}

const opened = {
  id: z.string(),
  owner: z.string(),
  balance: moneyShape,
};
const snapshot = z.discriminatedUnion("status", [
  z.object({ ...opened, status: z.literal("open") }),
  z.object({ ...opened, status: z.literal("closed") }),
]);

/** Describes the streams of accounts. A cache belongs to one store: make this once for each. */
export function accountStreams({ cached, snapshotEvery }: AccountsOptions = {}): AccountStreams {
  return {
    decider: accountDecider,
    codec: accountCodec,
    cache: cached === undefined ? undefined : stateCache({ size: cached }),
    snapshots: snapshotEvery === undefined ? undefined : {
      name: "accounts",
      every: snapshotEvery,
      schema: { version: 1, parse: (data) => snapshot.parse(data) as AccountState },
      encode: (account) => snapshot.parse(account),
    },
  };
}

/** Tells the stream of an account. */
export function accountStream(id: AccountId): string {
  return `account/${id}`;
}
