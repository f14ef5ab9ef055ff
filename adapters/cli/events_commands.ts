/** Commands about the log. */

import { Command } from "commander";
import { readLogPage } from "../../application/store/read_log_page.ts";
import type { Recorded } from "../../application/store/store.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import type { CommandSetting } from "./command_setting.ts";
import { type ListOptions, withListing } from "./options.ts";
import { read } from "./run_command.ts";
import { showPage, type View } from "./view.ts";

/** Makes `portico events`. */
export function eventsCommands(setting: CommandSetting): Command {
  const group = new Command("events").description("Everything that has happened");
  withListing(group.command("list"))
    .description("show the log, oldest first")
    .action(async ({ limit, after = "0" }: ListOptions, command: Command) => {
      await read(setting, command, async ({ ports }) => {
        return showPage(view, await readLogPage(ports.store, { limit, after: positionOf(after) }));
      });
    });
  return group;
}

/** @throws {InvalidInput} */
function positionOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const message = "must be a position of the log";
  throw new InvalidInput("the query", [{ path: "after", message }]);
}

const view: View<Recorded> = {
  answer: (event) => event,
  heads: ["POSITION", "AT", "TYPE", "STREAM", "VERSION", "BY", "DATA"],
  row: ({ position, recordedAt, type, stream, version, metadata, data }) => [
    ...[position, recordedAt, type, stream, version, metadata.actor ?? "-", JSON.stringify(data)],
  ],
  none: "Nothing has happened yet",
};
