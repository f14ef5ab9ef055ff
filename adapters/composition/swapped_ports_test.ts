import { assertEquals, assertNotEquals } from "@std/assert";
import type { Order } from "../../domain/orders/order.ts";
import { memoryClock, memoryLog, sequentialIds } from "../memory/mod.ts";
import { value } from "./binding.ts";
import { type Choice, openOrders } from "./testdata/orders_place.ts";
import { ordersWalk } from "./testdata/orders_walk.ts";
import {
  CLOCK,
  FIND_CUSTOMER_ADDRESS,
  FIND_PRODUCT,
  LOG,
  NEW_ID,
  NOTIFY_CUSTOMER,
  RELEASE_STOCK,
  RESERVE_STOCK,
  RESUME_FULFILMENT,
} from "./tokens.ts";

/** For each port of orders another adapter than the usual; nothing else is different. */
const others: Readonly<Record<string, Choice>> = {
  OrderRepository: { store: "sqlite" },
  FindProduct: { bind: ({ remote }) => [value(FIND_PRODUCT, remote.findProduct, "http")] },
  ReserveStock: { bind: ({ remote }) => [value(RESERVE_STOCK, remote.reserveStock, "http")] },
  ReleaseStock: { bind: ({ remote }) => [value(RELEASE_STOCK, remote.releaseStock, "http")] },
  PaymentGateway: { payments: "stripe" },
  NotifyCustomer: {
    bind: ({ note }) => {
      const noting = (notice: string) => ({ id }: Order) => Promise.resolve(note(id, notice));
      const noted = { confirmed: noting("confirmed"), cancelled: noting("cancelled") };
      return [value(NOTIFY_CUSTOMER, noted, "a function")];
    },
  },
  FindCustomerAddress: {
    bind: () => {
      const address = (customer: string) => Promise.resolve(`${customer}@customers.example.org`);
      return [value(FIND_CUSTOMER_ADDRESS, address, "a function")];
    },
  },
  ResumeFulfilment: {
    bind: () => [value(RESUME_FULFILMENT, () => Promise.resolve(), "a function")],
  },
  Clock: { bind: () => [value(CLOCK, memoryClock(), "memory")] },
  NewId: { bind: () => [value(NEW_ID, sequentialIds("id-"), "sequential")] },
  Log: { bind: () => [value(LOG, memoryLog(), "memory")] },
};

/** The adapters behind all ports of a place in which every order went its way. */
async function walked(name: string, choice: Choice): Promise<readonly string[]> {
  await using place = await openOrders(choice);
  for (const { does, run } of ordersWalk) {
    try {
      await run(place);
    } catch (cause) {
      throw new Error(`${name}: ${does}`, { cause });
    }
  }
  return Object.keys(others).map((port) => place.behind(port));
}

Deno.test("orders go their way with each adapter of each port, which is swapped by a binding", async () => {
  const usual = await walked("the usual adapters", {});
  const ports = Object.entries(others);

  for (const [index, [port, choice]] of ports.entries()) {
    const swapped = await walked(port, choice);
    assertNotEquals(swapped[index], usual[index], port);
    const rest = (adapters: readonly string[]) => adapters.filter((_, other) => other !== index);
    if (port !== "OrderRepository") assertEquals(rest(swapped), rest(usual), port);
    console.info(`${port}: ${usual[index]} | ${swapped[index]}`);
  }
});

Deno.test("orders go their way with every adapter swapped at once", async () => {
  const all = Object.values(others).reduce((all, choice): Choice => ({
    ...all,
    ...choice,
    bind: (given) => [...all.bind?.(given) ?? [], ...choice.bind?.(given) ?? []],
  }));

  await walked("all of them", all);
});

Deno.test("orders go their way with the catalogue of another Portico, by one URL", async () => {
  const adapters = await walked("CATALOG_URL", { catalog: "remote" });

  assertEquals(adapters.slice(1, 4), ["http", "http", "http"]);
});
