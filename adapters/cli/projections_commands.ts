/** Commands about projections. */

import { Command } from "commander";
import type { ProjectionStatus } from "../../application/events/projection_status.ts";
import { actorOf, columns, type CommandSetting, say } from "./command_setting.ts";

/** Makes `portico projections`. */
export function projectionsCommands({ open, write }: CommandSetting): Command {
  const group = new Command("projections").description("Views folded from events");

  group.command("list")
    .description("show how each projection is doing")
    .action(async (_options, command: Command) => {
      await using operations = await open();
      const items = await operations.projections.status();
      say(command, write, { json: { items }, lines: table(items) });
    });

  group.command("rebuild")
    .description("ask for a projection to be folded anew; who runs it will see to it")
    .argument("<name>", "which projection")
    .action(async (name: string, _options, command: Command) => {
      await using operations = await open();
      await operations.projections.rebuild(name, actorOf(command));
      say(command, write, {
        json: { projection: name, asked: "rebuild" },
        lines: [`Asked for a rebuild of ${name}`],
      });
    });

  return group;
}

function table(items: readonly ProjectionStatus[]): readonly string[] {
  if (items.length === 0) return ["No projection has ever run on this store"];
  return columns(
    ["NAME", "STATE", "GENERATION", "POSITION", "BEHIND", "REBUILD"],
    items.map((status) => {
      const { name, state, generation, position, behind, halted } = status;
      const why = halted && ` at ${halted.position}: ${halted.error.message}`;
      return [name, `${state}${why ?? ""}`, generation, position, behind, rebuildOf(status)];
    }),
  );
}

function rebuildOf({ rebuild }: ProjectionStatus): string {
  if (rebuild === null) return "-";
  const { generation, position, behind, halted } = rebuild;
  if (halted !== null) return `halted at ${halted.position}: ${halted.error.message}`;
  return `generation ${generation} at ${position}, ${behind} to go`;
}
