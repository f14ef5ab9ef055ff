/** Cases of random walks of money: 2. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { accountBalances } from "../../application/accounts/account_balances.ts";
import { accountHistory } from "../../application/accounts/account_entries.ts";
import type { Accounts } from "../../application/accounts/accounts.ts";
import type { AccountsOptions } from "../../application/accounts/account_streams.ts";
import { drain } from "../../application/events/drain.ts";
import type { Page } from "../../application/store/store.ts";
import { memoryLog } from "../memory/log.ts";
import { type Books, keepBooks } from "./accounts_books.ts";
import { accountsAt, settings, usd } from "./accounts_samples.ts";
import { type Effect, walk } from "./accounts_walk.ts";
import { realClock } from "./real_clock.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { numbers, readAll } from "./store_samples.ts";

/** Makes the cases, in which each client gives so many commands. */
export function walkCases(commandsEach: number): readonly StoreCase[] {
  return Object.entries(settings).flatMap(([how, options]): StoreCase[] => [
    {
      number: 2,
      does: "[E-17] sixteen clients at eight accounts lose and make no money, " + how,
      run: (room) => walkAndCount(room, { instances: 1, options, commandsEach }),
    },
    {
      number: 2,
      does: "[E-17] sixteen clients at two instances lose and make no money, " + how,
      needs: "twoInstances",
      run: (room) => walkAndCount(room, { instances: 2, options, commandsEach }),
    },
  ]);
}

interface Walked {
  readonly instances: 1 | 2;
  readonly options: AccountsOptions;
  readonly commandsEach: number;
}

async function walkAndCount(
  room: StoreRoom,
  { instances, options, commandsEach }: Walked,
): Promise<void> {
  const at = await accountsAt(room, instances, options);
  const ids: string[] = [];
  for (const n of numbers(8)) {
    const opened = await at[0].open({ owner: `Owner ${n}`, openingBalance: usd(n * 10) });
    ids.push(opened.id);
  }

  const effects = await walk({
    at,
    accounts: ids,
    clients: 16,
    commandsEach,
    random: room.random,
  });

  const books = keepBooks(await readAll(room.store));
  assert.ok(effects.length > 5 * commandsEach, `Only ${effects.length} commands had an effect`);
  requireEffects(books, effects);
  await fold(room);
  assert.deepEqual([...books.balances.keys()], ids);
  for (const accounts of at) await requireSame(accounts, books);
}

/** Every command that was answered took place once, and nothing else did. */
function requireEffects({ effects }: Books, answered: readonly Effect[]): void {
  const expected = new Map([
    ["", 8],
    ...answered.map((one) => [one.commandId, one.events] as const),
  ]);
  assert.deepEqual(new Map([...effects].toSorted()), new Map([...expected].toSorted()));
}

/** Everything that can be read says what the books say. */
async function requireSame(accounts: Accounts, { balances, events }: Books): Promise<void> {
  const listed = await all((after) => accounts.list({ limit: 3, after }));
  assert.deepEqual(
    listed.map(({ id, balance }) => [id, balance.amount]),
    [...balances],
  );
  for (const account of listed) {
    const { id, version } = account;
    assert.deepEqual(await accounts.get({ id }), account);
    const own = events.filter(({ data }) => data.accountId === id);
    const history = await all((after) => accounts.history({ id, limit: 7, after }));
    assert.deepEqual(history.map(({ eventId }) => eventId), own.map(({ id }) => id));
    const timeline = await accounts.timeline({ id });
    assert.deepEqual([timeline.length, timeline.at(-1)?.balance], [version, account.balance]);
  }
}

async function fold({ store, random }: StoreRoom): Promise<void> {
  const log = memoryLog();
  const ports = { store, random, clock: realClock, newId: randomUUID, log };
  await drain(ports, [accountBalances, accountHistory]);
}

async function all<Item>(
  read: (after: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
