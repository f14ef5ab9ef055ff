/** The conformance kits on the stores and buses of the installed package, for any test runner. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createCatalog, parseMarkups, productRepository, userRepository } from "@portico/core";
import { sellingCatalog } from "@portico/core/composition";
import * as kits from "@portico/core/conformance";
import { memoryStore } from "@portico/core/memory";
import { simulatedPayments } from "@portico/core/simulated";
import { sqliteStore } from "@portico/core/sqlite";
import { randomIds, systemClock, systemRandom } from "@portico/core/system";
import { registerBuses } from "./buses.js";
import { findPostgres, postgresPlace } from "./postgres.js";

const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };

const memory = {
  name: "memory",
  create: memoryPlace,
  capabilities: {
    persistent: { missing: "memory ends with its process" },
    twoInstances: { missing: "each instance has its own memory" },
    twoProcesses: { missing: "no other process sees this memory" },
  },
};
const sqlite = {
  name: "sqlite",
  create: sqlitePlace,
  capabilities: { persistent: true, twoInstances: true, twoProcesses: true },
};

/** Stores of the package that need something this runtime has not. */
const missing = { deno_kv: "Deno KV runs under Deno only" };

/** Registers every kit that the package has; `KITS` can say `stores` or `buses`. */
export async function registerKits(test) {
  if (process.env.KITS !== "buses") await registerStores(test);
  if (process.env.KITS !== "stores") await registerBuses((name) => named(name, test));
}

/** Registers the kits on all stores; on PostgreSQL where a server answers. */
async function registerStores(test) {
  for (const [name, reason] of Object.entries(missing)) {
    const capabilities = { persistent: true, twoInstances: true, twoProcesses: true };
    for (const kit of kitsOfStores()) kit({ test: skipped(name, reason, test), capabilities });
  }
  for (const { name, create, capabilities } of [memory, sqlite, ...await postgres(test)]) {
    const register = named(name, test);
    for (const kit of kitsOfStores()) kit({ test: register, create, capabilities });
    kits.userRepositoryConformance?.({ test: register, create: () => usersAt(create) });
    kits.productRepositoryConformance?.({ test: register, create: () => productsAt(create) });
    kits.sellingConformance?.({ test: register, create: () => sellingAt(create) });
    kits.paymentGatewayConformance?.({
      test: register,
      create: () => paymentsAt(create),
      capabilities: { troubles: true, persistent: true },
    });
  }
}

async function postgres(test) {
  const { url, missing } = await findPostgres();
  const { capabilities } = sqlite;
  if (url) return [{ name: "postgres", create: () => postgresPlace(url), capabilities }];
  const title = `postgres (skipped: ${missing})`;
  console.info(title);
  const skips = process.env.REQUIRE_SERVICES !== "1";
  if (skips) test.skip(title, () => {});
  else test(title, () => Promise.reject(new Error(missing)));
  return [];
}

function kitsOfStores() {
  const others = new Set([
    "userRepositoryConformance",
    "productRepositoryConformance",
    "mailConformance",
    "sellingConformance",
    "paymentGatewayConformance",
    "messageBusConformance",
    "messagingConformance",
  ]);
  return Object.entries(kits)
    .filter(([name]) => name.endsWith("Conformance") && !others.has(name))
    .map(([, kit]) => kit);
}

function skipped(technology, reason, test) {
  return (name, run) => test.skip(`${technology} ${name} (skipped: ${reason})`, run);
}

function named(technology, test) {
  const register = (name, run) => test(`${technology} ${name}`, run);
  return Object.assign(register, {
    skip: (name, run) => test.skip(`${technology} ${name}`, run),
  });
}

function memoryPlace() {
  const store = memoryStore(ports);
  return Promise.resolve({
    open: () => Promise.resolve(store),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

async function sqlitePlace() {
  const folder = await mkdtemp(join(tmpdir(), "portico-kit-"));
  const path = join(folder, "store.db");
  return {
    open: () => sqliteStore(path, ports),
    spawn: () => kits.spawnWorker(new URL("./sqlite_worker.js", import.meta.url), path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function usersAt(create) {
  return repositoryAt(create, (store) => ({ users: userRepository({ ...ports, store }) }));
}

function productsAt(create) {
  return repositoryAt(create, (store) => ({ products: productRepository({ ...ports, store }) }));
}

function sellingAt(create) {
  const markups = parseMarkups({ byCategory: {}, others: 0 });
  return repositoryAt(create, (store) => {
    const products = productRepository({ ...ports, store });
    const catalog = createCatalog({ ...ports, products, markups });
    return {
      ...sellingCatalog(catalog),
      sell: async ({ name, price, units }) => {
        const product = { name, categoryId: "things", basePrice: price, stock: units };
        return (await catalog.create(product)).id;
      },
    };
  });
}

async function repositoryAt(create, repository) {
  const place = await create();
  const store = await place.open();
  return {
    ...repository(store),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

const methods = {
  pay: "pm_card_visa",
  decline: "pm_card_chargeDeclined",
  silence: "pm_card_hang",
  lost: "pm_card_chargeLost",
  failure: "pm_card_fail1Times",
};

async function paymentsAt(create) {
  const place = await create();
  const store = await place.open();
  const open = () => simulatedPayments({ ...ports, store });
  const gateway = open();
  return {
    gateway,
    method: (answer) => methods[answer],
    movements: async (order) => {
      const { items } = await gateway.ledger({ order, limit: 100 });
      return {
        charged: items.flatMap(({ charges }) => charges.map(({ amount }) => amount.amount)),
        refunded: items.flatMap(({ refunds }) => refunds.map(({ amount }) => amount.amount)),
      };
    },
    reopen: () => Promise.resolve(open()),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
