import { assert } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testPlace } from "../../adapters/postgres/testdata/place.ts";
import { withPostgres } from "../../adapters/postgres/testdata/server.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { systemPorts } from "../../adapters/testdata/system_ports.ts";
import { temporaryFile } from "../../adapters/sqlite/testdata/temporary_file.ts";
import type { Store } from "../store/store.ts";
import { type Distribution, findFailure, runSequences } from "./testdata/order_sequences.ts";
import { chargesAgain } from "./testdata/sabotage.ts";

test("orders keep money, stock and notices right over 2,000 random sequences", async () => {
  const { sequences, withCuts } = told(await runSequences(2000));

  assert(withCuts >= 0.3 * sequences, `${withCuts} of ${sequences} were cut`);
});

test("orders keep money, stock and notices right on SQLite", async () => {
  const { withCuts } = told(await runSequences(80, fileStore));

  assert(withCuts > 0);
});

await withPostgres("orders keep money, stock and notices right on PostgreSQL", (url) => {
  test("orders keep money, stock and notices right on PostgreSQL", async () => {
    const { withCuts } = told(await runSequences(15, () => schemaStore(url)));

    assert(withCuts > 0);
  });
});

test("a fulfilment that charges twice is found within those sequences", async () => {
  const { sequences } = await findFailure(chargesAgain, 2000);

  console.log(`A double charge was found in sequence ${sequences}`);
});

function told(distribution: Distribution): Distribution {
  console.log(distribution);
  return distribution;
}

/** A store in a file that goes away with it. */
async function fileStore(): Promise<Store> {
  const file = await temporaryFile();
  return endingWith(await sqliteStore(file.path, systemPorts), file);
}

/** A store in a schema that goes away with it; that it is durable is not what is tried. */
async function schemaStore(url: string): Promise<Store> {
  const place = testPlace(url, { connection: { synchronous_commit: "off" } });
  return endingWith(await place.open(), place);
}

function endingWith(store: Store, place: AsyncDisposable): Store {
  return {
    ...store,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
