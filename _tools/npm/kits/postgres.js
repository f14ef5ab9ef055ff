/** The PostgreSQL store of the installed package, where a server answers. */

import process from "node:process";
import * as kits from "@portico/core/conformance";
import { openPostgres, postgresStore } from "@portico/core/postgres";
import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";

/** What the store stands on. */
export const ports = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

/** Looks for a server as the tests do; gives its URL, or the reason why there is none. */
export async function findPostgres() {
  const told = process.env.TEST_POSTGRES_URL;
  const user = process.env.USER ?? "root";
  const urls = told
    ? [told]
    : ["postgres", user].map((name) => `postgres://${name}@127.0.0.1:5432/postgres`);
  let missing = "";
  for (const url of urls) {
    const opened = await openPostgres(url, { connections: 1 });
    try {
      await opened.client.unsafe("SELECT 1", [], { prepare: false }).values();
      return { url };
    } catch (error) {
      missing ||= `no PostgreSQL server answers at ${url} (${error.message})`;
    } finally {
      await opened[Symbol.asyncDispose]();
    }
  }
  return { missing };
}

/** Gives a schema of its own, which is dropped at the end. */
export async function postgresPlace(url) {
  const schema = `kit_${crypto.randomUUID().replaceAll("-", "")}`;
  const opened = await openPostgres(url, { connections: 4 });
  return {
    open: () => postgresStore(opened.client, ports, { schema }),
    spawn: () => kits.spawnWorker(new URL("./postgres_worker.js", import.meta.url), url, schema),
    [Symbol.asyncDispose]: async () => {
      const drop = `DROP SCHEMA IF EXISTS "${schema}" CASCADE`;
      await opened.client.unsafe(drop, [], { prepare: false }).values();
      await opened[Symbol.asyncDispose]();
    },
  };
}
