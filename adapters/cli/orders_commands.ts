/** Commands about orders: placing, filling and looking up. */

import { Command } from "commander";
import { type CommandSetting, withId } from "./command_setting.ts";
import { type ListOptions, toWhole, withListing } from "./options.ts";
import { addOrderSteps } from "./order_steps_commands.ts";
import { orderView, showOrder } from "./order_view.ts";
import { addPayments } from "./payment_commands.ts";
import { change, read } from "./run_command.ts";
import { showPage } from "./view.ts";

/** Makes `portico orders`. */
export function ordersCommands(setting: CommandSetting): Command {
  const group = new Command("orders").description("What customers want to buy");
  addCreate(group, setting);
  addItems(group, setting);
  addOrderSteps(group, setting);
  addPayments(group, setting);
  addGet(group, setting);
  addList(group, setting);
  return group;
}

function addCreate(group: Command, setting: CommandSetting): void {
  withId(group.command("create"))
    .description("place an order with nothing in it")
    .requiredOption("--customer <id>", "whose order it is")
    .action(async ({ customer }: { readonly customer: string }, command: Command) => {
      const placing = { customerId: customer };
      await change(setting, command, ({ orders }, by) => orders.place(placing, by), showOrder);
    });
}

function addItems(group: Command, setting: CommandSetting): void {
  group.command("add-item")
    .description("add units of a product, at the price of now")
    .argument("<order>", "which order")
    .argument("<product>", "which product")
    .option("--quantity <number>", "how many", toWhole, 1)
    .action(
      async (
        id: string,
        productId: string,
        { quantity }: { readonly quantity: number },
        command: Command,
      ) => {
        const item = { id, productId, quantity };
        await change(setting, command, ({ orders }, by) => orders.addItem(item, by), showOrder);
      },
    );

  group.command("remove-item")
    .description("take a product out again, all units of it")
    .argument("<order>", "which order")
    .argument("<product>", "which product")
    .action(async (id: string, productId: string, _options, command: Command) => {
      const item = { id, productId };
      await change(setting, command, ({ orders }, by) => orders.removeItem(item, by), showOrder);
    });
}

function addGet(group: Command, setting: CommandSetting): void {
  group.command("get")
    .description("show an order")
    .argument("<order>", "which order")
    .action(async (id: string, _options, command: Command) => {
      await read(setting, command, async ({ orders }) => showOrder(await orders.get({ id })));
    });
}

function addList(group: Command, setting: CommandSetting): void {
  withListing(group.command("list").alias("find"))
    .description("show orders, in the order of placing")
    .option("--customer <id>", "only those of a customer")
    .action(async (options: ListOptions & { readonly customer?: string }, command: Command) => {
      const { customer: customerId, limit, after } = options;
      await read(setting, command, async ({ orders }) => {
        return showPage(orderView, await orders.find({ customerId, limit, after }));
      });
    });
}
