/** What a store holds in the end, looked at without the server. */

import { readMailbox } from "../../adapters/mailbox/read_mailbox.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import type { Page, Recorded, Store } from "../../application/store/store.ts";
import { userRepository } from "../../application/users/user_repository.ts";

/** Everything about registrations. */
export interface Stored {
  /** Addresses by user id. */
  readonly users: ReadonlyMap<string, string>;
  readonly events: readonly Recorded[];
  readonly mails: readonly { readonly to: string; readonly about: string }[];
}

/** Reads a file that no server uses any more. */
export async function readStored(path: string): Promise<Stored> {
  const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  await using store = await sqliteStore(path, ports);
  const users = userRepository({ ...ports, store });
  const mailbox = readMailbox(store);
  return {
    users: new Map((await readAllPages(users.list)).map(({ id, email }) => [id, email])),
    events: await wholeLog(store),
    mails: await readAllPages(mailbox),
  };
}

/** Reads the log to its end. */
export async function wholeLog(store: Pick<Store, "readLog">): Promise<readonly Recorded[]> {
  const log: Recorded[] = [];
  for (let through = -1, after = 0; through !== after;) {
    through = after;
    const page = await store.readLog({ after, limit: 1000 });
    log.push(...page.events);
    after = page.through;
  }
  return log;
}

/** Lists everything, page by page. */
export async function readAllPages<Item>(
  list: (query: { limit: number; after?: string | undefined }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await list({ limit: 1000, after });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
