/** Commands that look accounts up. */

import type { Command } from "commander";
import { readTime } from "../../application/read_time.ts";
import { accountView, entryView, pointView, showAccount, showBalance } from "./account_views.ts";
import type { CommandSetting } from "./command_setting.ts";
import { type ListOptions, toLimit, toWhole, withListing } from "./options.ts";
import { read, readViews } from "./run_command.ts";
import { showAll, showPage } from "./view.ts";

/** Adds `get`, `balance`, `history`, `timeline` and `list`. */
export function addAccountReads(group: Command, setting: CommandSetting): void {
  addGet(group, setting);
  addBalance(group, setting);
  addHistory(group, setting);
  addTimeline(group, setting);
  addList(group, setting);
}

interface Moment {
  readonly version?: number;
  readonly at?: string;
}

function addGet(group: Command, setting: CommandSetting): void {
  group.command("get")
    .description("show an account from its events: as it is, or as it was")
    .argument("<account>", "which account")
    .option("--version <number>", "as it was after so many events", toWhole)
    .option("--at <time>", "as it was at a time, such as 2026-01-01T12:00:00Z")
    .action(async (id: string, { version, at }: Moment, command: Command) => {
      await read(setting, command, async ({ accounts }) => {
        const time = at === undefined ? undefined : readTime("at", at);
        return showAccount(await accounts.get({ id, version, at: time }));
      });
    });
}

function addBalance(group: Command, setting: CommandSetting): void {
  group.command("balance")
    .description("show what an account holds")
    .argument("<account>", "which account")
    .action(async (id: string, _options, command: Command) => {
      await readViews(setting, command, async ({ accounts }, consistentWith) => {
        return showBalance(await accounts.balance({ id, consistentWith }));
      });
    });
}

function addHistory(group: Command, setting: CommandSetting): void {
  withListing(group.command("history"))
    .description("show what happened to an account, oldest first")
    .argument("<account>", "which account")
    .action(async (id: string, query: ListOptions, command: Command) => {
      await readViews(setting, command, async ({ accounts }, consistentWith) => {
        return showPage(entryView, await accounts.history({ ...query, id, consistentWith }));
      });
    });
}

function addTimeline(group: Command, setting: CommandSetting): void {
  group.command("timeline")
    .description("show the balance of an account after each event, oldest first")
    .argument("<account>", "which account")
    .option("--limit <number>", "how many of the latest at most, 1 to 200", toLimit, 50)
    .action(async (id: string, { limit }: Pick<ListOptions, "limit">, command: Command) => {
      await read(setting, command, async ({ accounts }) => {
        return showAll(pointView, await accounts.timeline({ id, limit }));
      });
    });
}

function addList(group: Command, setting: CommandSetting): void {
  withListing(group.command("list"))
    .description("show accounts, in the order of opening")
    .action(async (query: ListOptions, command: Command) => {
      await readViews(setting, command, async ({ accounts }, consistentWith) => {
        return showPage(accountView, await accounts.list({ ...query, consistentWith }));
      });
    });
}
