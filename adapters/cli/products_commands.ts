/** Commands about products. */

import { Command } from "commander";
import { productAnswer } from "../../application/catalog/product_answer.ts";
import type { Stored } from "../../application/store/collection.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import { type CommandSetting, type Said, withId } from "./command_setting.ts";
import { type ListOptions, moneyOf, toWhole, withCurrency, withListing } from "./options.ts";
import { addReservations } from "./reservations_commands.ts";
import { change, read } from "./run_command.ts";
import { showAll, showOne, showPage, type View } from "./view.ts";

/** Makes `portico products`. */
export function productsCommands(setting: CommandSetting): Command {
  const group = new Command("products").description("What there is to buy");
  addCreate(group, setting);
  addReprice(group, setting);
  addSetStock(group, setting);
  addGet(group, setting);
  addList(group, setting);
  addLoadDemo(group, setting);
  addReservations(group, setting);
  return group;
}

interface Price {
  readonly price: string;
  readonly currency: string;
}

interface Creation extends Price {
  readonly name: string;
  readonly category: string;
  readonly stock?: number;
}

function addCreate(group: Command, setting: CommandSetting): void {
  withCurrency(withId(group.command("create")))
    .description("create a product; the markup of its category makes its price")
    .requiredOption("--name <name>", "what it is called")
    .requiredOption("--category <category>", "electronics, books, clothing, or any other")
    .requiredOption("--price <amount>", "the base price, such as 999.99")
    .option("--stock <number>", "how many there are; none unless told", toWhole)
    .action(async (options: Creation, command: Command) => {
      const { name, category: categoryId, price, currency, stock } = options;
      await change(setting, command, ({ catalog }, by) => {
        const basePrice = moneyOf(price, currency);
        return catalog.create({ name, categoryId, basePrice, stock }, by);
      }, shown);
    });
}

function addReprice(group: Command, setting: CommandSetting): void {
  withCurrency(group.command("reprice"))
    .description("give a product another base price")
    .argument("<id>", "which product")
    .requiredOption("--price <amount>", "the base price, such as 999.99")
    .action(async (id: string, { price, currency }: Price, command: Command) => {
      await change(setting, command, ({ catalog }, by) => {
        return catalog.reprice({ id, basePrice: moneyOf(price, currency) }, by);
      }, shown);
    });
}

function addSetStock(group: Command, setting: CommandSetting): void {
  group.command("set-stock")
    .description("say how many there are that nobody has reserved")
    .argument("<id>", "which product")
    .argument("<quantity>", "how many", toWhole)
    .action(async (id: string, stock: number, _options, command: Command) => {
      await change(
        setting,
        command,
        ({ catalog }, by) => catalog.setStock({ id, stock }, by),
        shown,
      );
    });
}

function addGet(group: Command, setting: CommandSetting): void {
  group.command("get")
    .description("show a product")
    .argument("<id>", "which product")
    .action(async (id: string, _options, command: Command) => {
      await read(setting, command, async ({ catalog }) => shown(await catalog.get({ id })));
    });
}

function addList(group: Command, setting: CommandSetting): void {
  withListing(group.command("list"))
    .description("show products, in the order of creation")
    .option("--category <category>", "only those of a category")
    .action(async (options: ListOptions & { readonly category?: string }, command: Command) => {
      const { category: categoryId, limit, after } = options;
      await read(setting, command, async ({ catalog }) => {
        return showPage(view, await catalog.list({ categoryId, limit, after }));
      });
    });
}

function addLoadDemo(group: Command, setting: CommandSetting): void {
  group.command("load-demo")
    .description("create prod1 (Laptop), prod2 (Mouse) and prod3 (Keyboard) unless they are there")
    .action(async (_options, command: Command) => {
      await change(
        setting,
        command,
        ({ catalog }, by) => catalog.loadDemo(by),
        (products) => showAll(view, products),
      );
    });
}

const view: View<Stored<Product>> = {
  answer: productAnswer,
  heads: ["ID", "NAME", "CATEGORY", "BASE PRICE", "PRICE", "STOCK", "VERSION"],
  row: ({ id, name, categoryId, basePrice, price, stock, version }) => [
    ...[id, name, categoryId, formatMoney(basePrice), formatMoney(price), stock, version],
  ],
  none: "There are no products",
};

function shown(product: Stored<Product>): Said {
  return showOne(view, product);
}
