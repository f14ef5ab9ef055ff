/** Commands about subscriptions. */

import { Command } from "commander";
import {
  type SubscriptionStatus,
  subscriptionStatus,
} from "../../application/events/subscription_status.ts";
import type { CommandSetting } from "./command_setting.ts";
import { read } from "./run_command.ts";
import { showAll, type View } from "./view.ts";

/** Makes `portico subscriptions`. */
export function subscriptionsCommands(setting: CommandSetting): Command {
  const group = new Command("subscriptions").description("What follows from events");
  group.command("list")
    .description("show how far each has come, what waits and what is dead")
    .action(async (_options, command: Command) => {
      await read(setting, command, async ({ ports }) => {
        return showAll(view, await subscriptionStatus(ports.store));
      });
    });
  return group;
}

const view: View<SubscriptionStatus> = {
  answer: (status) => status,
  heads: ["NAME", "STATE", "POSITION", "BEHIND", "WAITING", "DEAD"],
  row: ({ name, state, position, behind, waiting, dead, halted }) => {
    const why = halted && ` at ${halted.position}: ${halted.error.message}`;
    return [name, `${state}${why ?? ""}`, position, behind, waiting, dead];
  },
  none: "No subscription has ever run on this store",
};
