/** Commands about dead letters. */

import { Command, InvalidArgumentError } from "commander";
import type { DeadLetter } from "../../application/events/dead_letter.ts";
import type { Page } from "../../application/store/store.ts";
import { actorOf, columns, type CommandSetting, say } from "./command_setting.ts";

interface ListOptions {
  readonly subscription?: string;
  readonly limit: number;
  readonly after?: string;
}

/** Makes `portico dead-letters`. */
export function deadLettersCommands(setting: CommandSetting): Command {
  const group = new Command("dead-letters").description("Events that failed for good");
  addList(group, setting);
  addRedrive(group, setting);
  addDiscard(group, setting);
  return group;
}

function addList(group: Command, { open, write }: CommandSetting): void {
  group.command("list")
    .description("show what failed for good, and why")
    .option("--subscription <name>", "only those of one subscription")
    .option("--limit <number>", "how many at most, 1 to 200", toLimit, 50)
    .option("--after <cursor>", "go on where the list before ended")
    .action(async (query: ListOptions, command: Command) => {
      await using operations = await open();
      const page = await operations.deadLetters.list(query);
      const json = { items: page.items, next: page.next ?? null };
      say(command, write, { json, lines: table(page) });
    });
}

function addRedrive(group: Command, { open, write }: CommandSetting): void {
  group.command("redrive")
    .description("ask for new attempts at one, or with --all at all of a subscription")
    .argument("[id]", "which dead letter")
    .option("--all <subscription>", "all of this subscription")
    .action(
      async (id: string | undefined, { all }: { readonly all?: string }, command: Command) => {
        if ((id === undefined) === (all === undefined)) {
          command.error("error: give either the id of a dead letter, or --all <subscription>");
        }
        await using operations = await open();
        const actor = actorOf(command);
        if (id !== undefined) {
          await operations.deadLetters.redrive(id, actor);
          say(command, write, {
            json: { id, asked: "redrive" },
            lines: [`Asked to redrive ${id}`],
          });
        } else if (all !== undefined) {
          const redriven = await operations.deadLetters.redriveAll(all, actor);
          const json = { subscription: all, asked: "redrive", redriven };
          say(command, write, { json, lines: [`Asked to redrive ${redriven} of ${all}`] });
        }
      },
    );
}

function addDiscard(group: Command, { open, write }: CommandSetting): void {
  group.command("discard")
    .description("ask to pass one over for good")
    .argument("<id>", "which dead letter")
    .action(async (id: string, _options, command: Command) => {
      await using operations = await open();
      await operations.deadLetters.discard(id, actorOf(command));
      say(command, write, { json: { id, asked: "discard" }, lines: [`Asked to discard ${id}`] });
    });
}

function toLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 200) return limit;
  throw new InvalidArgumentError("It must be a whole number from 1 to 200.");
}

function table({ items, next }: Page<DeadLetter>): readonly string[] {
  if (items.length === 0) return ["Nothing has failed for good"];
  const rows = items.map((letter) => {
    const { id, type, stream, attempts, asked, error } = letter;
    return [id, type, stream, attempts, asked ?? "-", error?.message ?? "-"];
  });
  const more = next === undefined ? [] : [`More: --after ${next}`];
  return [...columns(["ID", "TYPE", "STREAM", "ATTEMPTS", "ASKED", "ERROR"], rows), ...more];
}
