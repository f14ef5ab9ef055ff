/** Commands that take an order from one step to the next. */

import type { Command } from "commander";
import type { Orders } from "../../application/orders/orders.ts";
import { requireConfirmation } from "../../application/orders/require_confirmation.ts";
import type { Stored } from "../../application/store/collection.ts";
import type { Order } from "../../domain/orders/order.ts";
import { PATIENCE } from "./attend.ts";
import type { CommandSetting } from "./command_setting.ts";
import { showOrder } from "./order_view.ts";
import { type Attended, change } from "./run_command.ts";

/** Adds `confirm`, `cancel`, `ship` and `deliver`. */
export function addOrderSteps(group: Command, setting: CommandSetting): void {
  addConfirm(group, setting);
  addCancel(group, setting);
  addStep(group, setting, {
    name: "ship",
    description: "send a confirmed order on its way",
    take: (orders) => orders.ship,
  });
  addStep(group, setting, {
    name: "deliver",
    description: "note that a shipped order has arrived",
    take: (orders) => orders.deliver,
  });
}

function addConfirm(group: Command, setting: CommandSetting): void {
  group.command("confirm")
    .description("pay for an order and put its stock aside; waits for what becomes of it")
    .argument("<order>", "which order")
    .requiredOption("--payment-method <method>", "in the gateway's words, such as pm_card_visa")
    .action(async (id: string, options: { readonly paymentMethod: string }, command: Command) => {
      const { paymentMethod } = options;
      await change(
        setting,
        command,
        ({ orders }, by) => orders.confirm({ id, paymentMethod }, by),
        async (asked, attended) => {
          const order = await settled(asked, attended);
          requireConfirmation(order);
          return showOrder(order);
        },
      );
    });
}

function addCancel(group: Command, setting: CommandSetting): void {
  group.command("cancel")
    .description("cancel an order; waits until its money and its stock are given back")
    .argument("<order>", "which order")
    .action(async (id: string, _options, command: Command) => {
      await change(
        setting,
        command,
        ({ orders }, by) => orders.cancel({ id }, by),
        async (asked, attended) => showOrder(await settled(asked, attended)),
      );
    });
}

interface Step {
  readonly name: string;
  readonly description: string;
  readonly take: (orders: Orders) => Orders["ship" | "deliver"];
}

function addStep(
  group: Command,
  setting: CommandSetting,
  { name, description, take }: Step,
): void {
  group.command(name)
    .description(description)
    .argument("<order>", "which order")
    .action(async (id: string, _options, command: Command) => {
      await change(setting, command, ({ orders }, by) => take(orders)({ id }, by), showOrder);
    });
}

/** The order once no attempt to confirm or cancel it is running, or as it is when the time is up. */
async function settled(
  { id }: Order,
  { operations: { orders }, signal }: Attended,
): Promise<Stored<Order>> {
  return await orders.awaitSettled({ id, within: PATIENCE }, signal);
}
