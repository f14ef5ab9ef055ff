/** Commands about accounts: opening, moving money, closing. */

import { Command } from "commander";
import type { Accounts } from "../../application/accounts/accounts.ts";
import { addAccountReads } from "./account_reads_commands.ts";
import { showAccount, showTransfer } from "./account_views.ts";
import { type CommandSetting, withId } from "./command_setting.ts";
import { moneyOf, withCurrency } from "./options.ts";
import { change } from "./run_command.ts";

/** Makes `portico accounts`. */
export function accountsCommands(setting: CommandSetting): Command {
  const group = new Command("accounts").description("Who has how much money");
  addOpen(group, setting);
  addMovement(group, setting, {
    name: "deposit",
    description: "let money in",
    move: (accounts) => accounts.deposit,
  });
  addMovement(group, setting, {
    name: "withdraw",
    description: "take money out",
    move: (accounts) => accounts.withdraw,
  });
  addTransfer(group, setting);
  addClose(group, setting);
  addAccountReads(group, setting);
  return group;
}

interface Opening {
  readonly owner: string;
  readonly balance: string;
  readonly currency: string;
}

function addOpen(group: Command, setting: CommandSetting): void {
  withCurrency(withId(group.command("open")))
    .description("open an account; its opening balance decides its currency")
    .requiredOption("--owner <name>", "whose it is")
    .option("--balance <amount>", "what it is opened with, such as 100.00", "0")
    .action(async ({ owner, balance, currency }: Opening, command: Command) => {
      await change(setting, command, ({ accounts }, by) => {
        return accounts.open({ owner, openingBalance: moneyOf(balance, currency) }, by);
      }, showAccount);
    });
}

interface Movement {
  readonly amount: string;
  readonly currency: string;
}

/** Gives a command the amount that moves. */
function withAmount(command: Command): Command {
  return withCurrency(command.requiredOption("--amount <amount>", "how much, such as 50.00"));
}

interface Way {
  readonly name: string;
  readonly description: string;
  readonly move: (accounts: Accounts) => Accounts["deposit" | "withdraw"];
}

function addMovement(
  group: Command,
  setting: CommandSetting,
  { name, description, move }: Way,
): void {
  withAmount(group.command(name))
    .description(description)
    .argument("<account>", "which account")
    .action(async (id: string, { amount, currency }: Movement, command: Command) => {
      await change(setting, command, ({ accounts }, by) => {
        return move(accounts)({ id, amount: moneyOf(amount, currency) }, by);
      }, showAccount);
    });
}

function addTransfer(group: Command, setting: CommandSetting): void {
  withAmount(withId(group.command("transfer")))
    .description("take money from one account to another; both change, or neither does")
    .argument("<from>", "which account pays")
    .argument("<to>", "which account is paid")
    .action(
      async (from: string, to: string, { amount, currency }: Movement, command: Command) => {
        await change(setting, command, ({ accounts }, by) => {
          return accounts.transfer({ from, to, amount: moneyOf(amount, currency) }, by);
        }, showTransfer);
      },
    );
}

function addClose(group: Command, setting: CommandSetting): void {
  group.command("close")
    .description("close an empty account for good")
    .argument("<account>", "which account")
    .action(async (id: string, _options, command: Command) => {
      await change(setting, command, ({ accounts }, by) => accounts.close({ id }, by), showAccount);
    });
}
