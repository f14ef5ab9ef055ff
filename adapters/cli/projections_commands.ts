/** Commands about projections. */

import { Command } from "commander";
import { askRebuild } from "../../application/events/projection_rebuild.ts";
import {
  type ProjectionStatus,
  projectionStatus,
} from "../../application/events/projection_status.ts";
import type { Outstanding } from "../../application/events/outstanding.ts";
import type { Store } from "../../application/store/store.ts";
import type { CommandSetting } from "./command_setting.ts";
import { read, request, viewsOf } from "./run_command.ts";
import { showAll, type View } from "./view.ts";

/** Makes `portico projections`. */
export function projectionsCommands(setting: CommandSetting): Command {
  const group = new Command("projections").description("Views folded from events");

  group.command("list")
    .description("show how each projection is doing")
    .action(async (_options, command: Command) => {
      await read(setting, command, async ({ ports }) => {
        return showAll(view, await projectionStatus(ports.store));
      });
    });

  group.command("rebuild")
    .description("ask for a projection to be folded anew; who runs it will see to it")
    .argument("<name>", "which projection")
    .action(async (name: string, _options, command: Command) => {
      await request(setting, command, async (operations, actor) => {
        const { ports } = operations;
        await askRebuild(ports, name, actor);
        const said = {
          json: { projection: name, asked: "rebuild" },
          lines: [`Asked for a rebuild of ${name}`],
        };
        return { said, of: viewsOf(operations), look: () => rebuildLeft(ports.store, name) };
      });
    });

  return group;
}

async function rebuildLeft(store: Store, name: string): Promise<Outstanding> {
  const rebuild = (await projectionStatus(store)).find((each) => each.name === name)?.rebuild;
  if (rebuild === undefined || rebuild === null) return "nothing";
  return rebuild.halted === null ? "now" : "later";
}

const view: View<ProjectionStatus> = {
  answer: (status) => status,
  heads: ["NAME", "STATE", "GENERATION", "POSITION", "BEHIND", "REBUILD"],
  row: (status) => {
    const { name, state, generation, position, behind, halted } = status;
    const why = halted && ` at ${halted.position}: ${halted.error.message}`;
    return [name, `${state}${why ?? ""}`, generation, position, behind, rebuildOf(status)];
  },
  none: "No projection has ever run on this store",
};

function rebuildOf({ rebuild }: ProjectionStatus): string {
  if (rebuild === null) return "-";
  const { generation, position, behind, halted } = rebuild;
  if (halted !== null) return `halted at ${halted.position}: ${halted.error.message}`;
  return `generation ${generation} at ${position}, ${behind} to go`;
}
