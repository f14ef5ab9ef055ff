/** Commands about payments of orders whose outcome is not known. */

import { type Command, InvalidArgumentError } from "commander";
import type { CommandContext } from "../../application/command_context.ts";
import type { Orders } from "../../application/orders/orders.ts";
import { PATIENCE } from "./attend.ts";
import { actorOf, type CommandSetting } from "./command_setting.ts";
import { toWhole } from "./options.ts";
import { showOrder } from "./order_view.ts";
import { change } from "./run_command.ts";

/** Adds `check-payment`, `accept-payment` and `abandon-payment`. */
export function addPayments(group: Command, setting: CommandSetting): void {
  addCheck(group, setting);

  addJudgement(group, setting, {
    name: "accept-payment",
    description: "confirm an order that hangs, on your word: you have seen its money",
    judge: (orders) => orders.acceptPayment,
  });
  addJudgement(group, setting, {
    name: "abandon-payment",
    description: "give up the payment of an order that hangs, on your word: there is no money",
    judge: (orders) => orders.abandonPayment,
  });
}

interface Judgement {
  readonly name: string;
  readonly description: string;
  readonly judge: (orders: Orders) => Orders["acceptPayment" | "abandonPayment"];
}

function addJudgement(
  group: Command,
  setting: CommandSetting,
  { name, description, judge }: Judgement,
): void {
  group.command(name)
    .description(description)
    .argument("<order>", "which order")
    .action(async (id: string, _options, command: Command) => {
      const judgement = { id, operator: actorOf(command) };
      await change(setting, command, ({ orders }, by) => judge(orders)(judgement, by), showOrder);
    });
}

function addCheck(group: Command, setting: CommandSetting): void {
  group.command("check-payment")
    .description("ask the gateway about a payment, as on news from there, and do what follows")
    .argument("<order>", "which order")
    .option("--attempt <number>", "which attempt to confirm it; the latest unless told", toAttempt)
    .action(async (id: string, { attempt }: { readonly attempt?: number }, command: Command) => {
      await change(
        setting,
        command,
        ({ orders }, by) => checkPayment(orders, id, attempt, by),
        async (_asked, { operations: { orders } }) => showOrder(await orders.get({ id })),
      );
    });
}

async function checkPayment(
  orders: Orders,
  order: string,
  attempt: number | undefined,
  { metadata }: CommandContext,
): Promise<void> {
  const latest = (await orders.get({ id: order })).attempt;
  const signal = AbortSignal.timeout(PATIENCE);
  await orders.reportPayment({ order, attempt: attempt ?? latest }, { signal, metadata });
}

function toAttempt(text: string): number {
  const attempt = toWhole(text);
  if (attempt >= 1) return attempt;
  throw new InvalidArgumentError("It must be a whole number from 1.");
}
