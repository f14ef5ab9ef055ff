/** Commands about dead letters. */

import { Command } from "commander";
import type { DeadLetter, DeadLetterDetail } from "../../application/events/dead_letter.ts";
import { type Outstanding, outstandingOf } from "../../application/events/outstanding.ts";
import type { CommandSetting, Said } from "./command_setting.ts";
import { type ListOptions, withListing } from "./options.ts";
import { read, request } from "./run_command.ts";
import type { Operations } from "./operations.ts";
import { onOneLine, showOne, showPage, type View } from "./view.ts";

/** Makes `portico dead-letters`. */
export function deadLettersCommands(setting: CommandSetting): Command {
  const group = new Command("dead-letters").description("Events that failed for good");
  addList(group, setting);
  addShow(group, setting);
  addRedrive(group, setting);
  addDiscard(group, setting);
  return group;
}

function addList(group: Command, setting: CommandSetting): void {
  withListing(group.command("list"))
    .description("show what failed for good, and why")
    .option("--subscription <name>", "only those of one subscription")
    .action(async (query: ListOptions & { readonly subscription?: string }, command: Command) => {
      await read(setting, command, async ({ deadLetters }) => {
        return showPage(view, await deadLetters.list(query));
      });
    });
}

function addShow(group: Command, setting: CommandSetting): void {
  group.command("show")
    .description("show one with its event")
    .argument("<id>", "which dead letter")
    .action(async (id: string, _options, command: Command) => {
      await read(setting, command, async ({ deadLetters }) => detail(await deadLetters.show(id)));
    });
}

function addRedrive(group: Command, setting: CommandSetting): void {
  group.command("redrive")
    .description("ask for new attempts at one, or with --all at all of a subscription")
    .argument("[id]", "which dead letter")
    .option("--all <subscription>", "all of this subscription")
    .action(
      async (id: string | undefined, { all }: { readonly all?: string }, command: Command) => {
        if (id !== undefined && all === undefined) await redriveOne(setting, command, id);
        else if (id === undefined && all !== undefined) await redriveAll(setting, command, all);
        else command.error("error: give either the id of a dead letter, or --all <subscription>");
      },
    );
}

async function redriveOne(setting: CommandSetting, command: Command, id: string): Promise<void> {
  await request(setting, command, async (operations, actor) => {
    const look = await lookAt(operations, id);
    await operations.deadLetters.redrive(id, actor);
    const said = { json: { id, asked: "redrive" }, lines: [`Asked to redrive ${id}`] };
    return { said, of: operations.subscriptions, look };
  });
}

async function redriveAll(
  setting: CommandSetting,
  command: Command,
  subscription: string,
): Promise<void> {
  await request(setting, command, async ({ deadLetters, subscriptions, ports }, actor) => {
    const redriven = await deadLetters.redriveAll(subscription, actor);
    const said = {
      json: { subscription, asked: "redrive", redriven },
      lines: [`Asked to redrive ${redriven} of ${subscription}`],
    };
    return { said, of: subscriptions, look: () => outstandingOf(ports, subscription) };
  });
}

function addDiscard(group: Command, setting: CommandSetting): void {
  group.command("discard")
    .description("ask to pass one over for good")
    .argument("<id>", "which dead letter")
    .action(async (id: string, _options, command: Command) => {
      await request(setting, command, async (operations, actor) => {
        const look = await lookAt(operations, id);
        await operations.deadLetters.discard(id, actor);
        const said = { json: { id, asked: "discard" }, lines: [`Asked to discard ${id}`] };
        return { said, of: operations.subscriptions, look };
      });
    });
}

/** Tells where to look for what becomes of a dead letter, which is nowhere once it is gone. */
async function lookAt(
  { deadLetters, ports }: Operations,
  id: string,
): Promise<() => Promise<Outstanding>> {
  const { subscription, stream } = await deadLetters.show(id);
  return () => outstandingOf(ports, subscription, stream);
}

const view: View<DeadLetter> = {
  answer: (letter) => letter,
  heads: ["ID", "TYPE", "STREAM", "ATTEMPTS", "ASKED", "ERROR"],
  row: ({ id, type, stream, attempts, asked, error }) => [
    ...[id, type, stream, attempts, asked ?? "-", error?.message ?? "-"],
  ],
  none: "Nothing has failed for good",
};

function detail(letter: DeadLetterDetail): Said {
  const { event, waiting } = letter;
  const { lines } = showOne(view, letter);
  return {
    json: letter,
    lines: [
      ...lines,
      "",
      `Event: ${onOneLine(JSON.stringify(event))}`,
      `Waiting behind it: ${waiting}`,
    ],
  };
}
