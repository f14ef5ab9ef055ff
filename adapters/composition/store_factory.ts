/** The store that is chosen by STORE_URL; only its driver is loaded. */

import { type Binding, factory } from "./binding.ts";
import type { StoreChoice } from "./config.ts";
import { CLOCK, DENO_KV, LOG, NEW_ID, POSTGRES, RANDOM, STORE } from "./tokens.ts";

/** Binds the store. */
export function storeFactory(choice: StoreChoice): readonly Binding[] {
  const system = { clock: CLOCK, newId: NEW_ID, random: RANDOM };
  switch (choice.scheme) {
    case "memory":
      return [
        factory(STORE, "memory:", { clock: CLOCK, newId: NEW_ID }, async (ports) => {
          const { memoryStore } = await import("../memory/store.ts");
          return memoryStore(ports);
        }),
      ];
    case "sqlite":
      return [
        factory(STORE, `sqlite:${choice.path}`, system, async (ports) => {
          const { sqliteStore } = await import("../sqlite/store.ts");
          return await sqliteStore(choice.path, ports);
        }),
      ];
    case "deno-kv": {
      const adapter = `deno-kv:${choice.path ?? ""}`;
      const needs = { ...system, opened: DENO_KV };
      return [
        factory(DENO_KV, adapter, {}, async () => {
          const { openDenoKv } = await import("../deno_kv/open_kv.ts");
          return await openDenoKv(choice.path);
        }),
        factory(STORE, adapter, needs, async ({ opened, ...ports }) => {
          const { denoKvStore } = await import("../deno_kv/store.ts");
          return await denoKvStore(opened.kv, ports);
        }),
      ];
    }
    case "postgres": {
      const { url, server, schema } = choice;
      const needs = { ...system, log: LOG, opened: POSTGRES };
      return [
        factory(POSTGRES, server, {}, async () => {
          const { openPostgres } = await import("../postgres/open_client.ts");
          return await openPostgres(url);
        }),
        factory(STORE, `postgres://${server}`, needs, async ({ opened, ...ports }) => {
          const { postgresStore } = await import("../postgres/store.ts");
          return await postgresStore(opened.client, ports, schema === undefined ? {} : { schema });
        }),
      ];
    }
  }
}
