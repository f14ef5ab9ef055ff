/** Commands about users. */

import { Command } from "commander";
import type { Stored } from "../../application/store/collection.ts";
import { userAnswer } from "../../application/users/user_answer.ts";
import type { User } from "../../domain/users/user.ts";
import { type CommandSetting, type Said, withId } from "./command_setting.ts";
import { type ListOptions, withListing } from "./options.ts";
import { change, read } from "./run_command.ts";
import { showOne, showPage, type View } from "./view.ts";

/** Makes `portico users`. */
export function usersCommands(setting: CommandSetting): Command {
  const group = new Command("users").description("Who has registered");
  addRegister(group, setting);
  addChange(group, setting);
  addDeactivate(group, setting);
  addGet(group, setting);
  addList(group, setting);
  return group;
}

interface Details {
  readonly name: string;
  readonly email: string;
}

function addRegister(group: Command, setting: CommandSetting): void {
  withId(group.command("register"))
    .description("register a user; a welcome mail follows")
    .requiredOption("--name <name>", "what the user is called")
    .requiredOption("--email <address>", "no two users have the same")
    .action(async ({ name, email }: Details, command: Command) => {
      const details = { name, email };
      await change(setting, command, ({ users }, by) => users.register(details, by), shown);
    });
}

function addChange(group: Command, setting: CommandSetting): void {
  group.command("change")
    .description("give a user another name or address; what is not given stays")
    .argument("<id>", "which user")
    .option("--name <name>", "what the user is called")
    .option("--email <address>", "no two users have the same")
    .action(async (id: string, { name, email }: Partial<Details>, command: Command) => {
      const wanted = { id, name, email };
      await change(setting, command, ({ users }, by) => users.change(wanted, by), shown);
    });
}

function addDeactivate(group: Command, setting: CommandSetting): void {
  group.command("deactivate")
    .description("let a user take part no longer")
    .argument("<id>", "which user")
    .action(async (id: string, _options, command: Command) => {
      await change(setting, command, ({ users }, by) => users.deactivate({ id }, by), shown);
    });
}

function addGet(group: Command, setting: CommandSetting): void {
  group.command("get")
    .description("show a user")
    .argument("<id>", "which user")
    .action(async (id: string, _options, command: Command) => {
      await read(setting, command, async ({ users }) => shown(await users.get({ id })));
    });
}

function addList(group: Command, setting: CommandSetting): void {
  withListing(group.command("list"))
    .description("show users, in the order of registration")
    .action(async (query: ListOptions, command: Command) => {
      await read(setting, command, async ({ users }) => showPage(view, await users.list(query)));
    });
}

const view: View<Stored<User>> = {
  answer: userAnswer,
  heads: ["ID", "NAME", "EMAIL", "STATUS", "VERSION"],
  row: ({ id, name, email, status, version }) => [id, name, email, status, version],
  none: "Nobody has registered",
};

function shown(user: Stored<User>): Said {
  return showOne(view, user);
}
