/** Changing one account or two, in one commit. */

import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import type { Account, AccountEvent, AccountState } from "../../domain/accounts/account.ts";
import { type AccountCommand, accountDecider } from "../../domain/accounts/account_decider.ts";
import { type AccountId, isAccountId } from "../../domain/accounts/account_id.ts";
import { AccountNotFound } from "../../domain/accounts/errors.ts";
import { type CommandContext, metadataOf } from "../command_context.ts";
import { decideTogether } from "../events/decide_together.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Recorded } from "../store/store.ts";
import { accountCodec } from "./account_codec.ts";
import { accountStream } from "./account_streams.ts";
import type { ChangeAccountPorts } from "./ports.ts";
import { readAccount } from "./read_account.ts";

/** Which account is meant. */
export interface AccountTarget {
  readonly id: string;
  /** The version the caller has seen; absent, any will do. */
  readonly expectedVersion?: number | undefined;
}

/** What a change came to, now or when it was first asked for. */
export interface ChangedAccounts {
  /** In the order of the commands. */
  readonly accounts: readonly Stored<Account>[];
  /** One for each command, as it is stored. */
  readonly events: readonly Recorded[];
  readonly position: number;
}

/**
 * Decides commands, each for another account, and commits what they come to, all or nothing. With a
 * command id there is one effect and one answer.
 */
export async function changeAccounts(
  ports: ChangeAccountPorts,
  commands: readonly AccountCommand[],
  context: CommandContext,
  expectedVersion?: number,
): Promise<ChangedAccounts> {
  const { result, committed, repeated } = await decideTogether(
    ports,
    ports.streams,
    async (decide) => {
      const accounts: Stored<Account>[] = [];
      for (const command of commands) {
        const { state, version } = await decide(
          accountStream(command.accountId),
          (state, version) => decideOne(command, state, version, expectedVersion),
        );
        accounts.push({ ...requireOpened(state, command.accountId), version });
      }
      return accounts;
    },
    {
      metadata: metadataOf(context),
      // The accounts are not kept: they are folded again below.
      idempotency: context.commandId === undefined ? undefined : {
        id: context.commandId,
        fingerprint: context.fingerprint,
        encode: () => null,
        decode: () => [],
      },
    },
  );
  const events = committed?.events ?? [];
  return {
    accounts: repeated ? await accountsAfter(ports, events) : result,
    events,
    position: committed?.position ?? 0,
  };
}

/** Changes one account; see {@linkcode changeAccounts}. */
export async function changeAccount(
  ports: ChangeAccountPorts,
  command: AccountCommand,
  context: CommandContext,
  expectedVersion?: number,
): Promise<Saved<Account>> {
  const { accounts: [account], position } = await changeAccounts(
    ports,
    [command],
    context,
    expectedVersion,
  );
  if (account === undefined) throw new AccountNotFound(command.accountId);
  return { ...account, position };
}

/**
 * Tells the account that a text names, if any account can have it as its id.
 *
 * @throws {AccountNotFound}
 */
export function requireAccountId(id: string): AccountId {
  if (!isAccountId(id)) throw new AccountNotFound(id);
  return id;
}

/** That there is no such account is said before anything about its version, and that before the rules. */
function decideOne(
  command: AccountCommand,
  state: AccountState,
  version: number,
  expected: number | undefined,
): readonly AccountEvent[] {
  if (state.status !== "none" && expected !== undefined && expected !== version) {
    throw new StaleVersion(`account ${JSON.stringify(command.accountId)}`, expected, version);
  }
  return accountDecider.decide(command, state);
}

/** Every command leaves one event, so the events tell which accounts there were, and at which version. */
async function accountsAfter(
  ports: ChangeAccountPorts,
  events: readonly Recorded[],
): Promise<readonly Stored<Account>[]> {
  return await Promise.all(
    events.map(accountCodec.decode)
      .map(({ data, version }) => readAccount(ports, data.accountId, version)),
  );
}

function requireOpened(state: AccountState, id: AccountId): Account {
  if (state.status === "none") throw new AccountNotFound(id);
  return state;
}
