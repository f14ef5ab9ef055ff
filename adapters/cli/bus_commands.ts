/** Commands about the message bus. */

import { Command } from "commander";
import { type BusStatus, busStatus } from "../../application/messaging/bus_status.ts";
import type { CommandSetting, Said } from "./command_setting.ts";
import { read } from "./run_command.ts";
import { type Cell, columns } from "./view.ts";

/** Makes `portico bus`. */
export function busCommands(setting: CommandSetting): Command {
  const group = new Command("bus").description("Messages to and from other processes and systems");
  group.command("show")
    .description("show whether the broker answers, how far the log is told, what waits for whom")
    .action(async (_options, command: Command) => {
      await read(setting, command, async (operations) => {
        return said(await busStatus(operations.ports, operations));
      });
    });
  return group;
}

function said(status: BusStatus | undefined): Said {
  if (status === undefined) return { json: { bus: null }, lines: ["No message bus is bound"] };
  const { bus, answers, relay } = status;
  const told = relay === null
    ? "The log was never told"
    : `The log is told up to ${relay.position}, ${relay.behind} to go; the relay: ${relay.state}`;
  return {
    json: status,
    lines: [`${bus} ${answers ? "answers" : "does not answer"}`, told, ...groupsOf(status)],
  };
}

/** Those of others have an inbox elsewhere, or none. */
function groupsOf({ consumers, others }: BusStatus): readonly string[] {
  const rows: readonly (readonly Cell[])[] = [
    ...consumers.map(({ name, topics, waiting, inbox }) => [
      ...[name, topics.join(" "), waiting ?? "not known"],
      ...[inbox?.waiting ?? 0, inbox?.dead ?? 0],
    ]),
    ...others.map(({ group, waiting }) => [group, "-", waiting, "-", "-"]),
  ];
  return columns(["GROUP", "TOPICS", "TO COME", "SET ASIDE", "DEAD"], rows);
}
