/** Looking up one account, as it is or as it was. */

import type { Account } from "../../domain/accounts/account.ts";
import { accountDecider } from "../../domain/accounts/account_decider.ts";
import { AccountNotFound, AccountNotOpenedYet } from "../../domain/accounts/errors.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { fold } from "../events/fold.ts";
import type { Stored } from "../store/collection.ts";
import { accountStream } from "./account_streams.ts";
import { requireAccountId } from "./change_accounts.ts";
import type { ReadAccountPorts } from "./ports.ts";
import { readAccount } from "./read_account.ts";

/** Asks for one account: as it is, or as it was at a version or at a time. */
export interface GetAccount {
  readonly id: string;
  /** 1 is the opening. */
  readonly version?: number | undefined;
  /** ISO 8601 UTC with milliseconds: `2026-01-01T12:00:00.000Z`. */
  readonly at?: string | undefined;
}

/**
 * Gets an account from its events. At a time: after everything recorded up to then.
 *
 * @throws {InvalidInput} when the version or the time is none, or both are given
 * @throws {AccountNotFound | AccountNotOpenedYet | AccountVersionNotReached}
 */
export async function getAccount(
  ports: ReadAccountPorts,
  { id, version, at }: GetAccount,
): Promise<Stored<Account>> {
  requireMoment(version, at);
  const accountId = requireAccountId(id);
  if (at === undefined) return await readAccount(ports, accountId, version);
  const stream = accountStream(accountId);
  const events = await ports.store.readStream(stream);
  if (events.length === 0) throw new AccountNotFound(id);
  // Times never decrease along a stream, and as texts they compare as they do as times.
  const until = events.filter(({ recordedAt }) => recordedAt <= at);
  const state = fold(accountDecider, ports.streams.codec, stream, until);
  if (state.status === "none") throw new AccountNotOpenedYet(id, at);
  return { ...state, version: until.length };
}

function requireMoment(version: number | undefined, at: string | undefined): void {
  if (version !== undefined && !(Number.isSafeInteger(version) && version >= 1)) {
    throw wrong("version", "must be a whole number from 1");
  }
  if (at !== undefined && !isTime(at)) {
    throw wrong("at", "must be a time in UTC such as 2026-01-01T12:00:00.000Z");
  }
  if (version !== undefined && at !== undefined) {
    throw wrong("at", "must not be given with a version");
  }
}

function isTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return false;
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text;
}

function wrong(path: string, message: string): InvalidInput {
  return new InvalidInput("the query", [{ path, message }]);
}
