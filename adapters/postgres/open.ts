/** Getting a database ready: what the server is like, and the tables. */

import type { Log } from "../../application/ports.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import { type AttemptPorts, persistently } from "./attempts.ts";
import { type PostgresClient, rowsOf } from "./client.ts";
import { refusalToOpen, toStoreError } from "./driver_errors.ts";
import { migrate, SCHEMA_STEPS, type SchemaNames, schemaNames, schemaVersion } from "./schema.ts";
import { inTransaction } from "./transaction.ts";

/** How a database is opened. */
export interface OpenOptions {
  readonly schema: string;
  /** How long the database may take, in milliseconds. */
  readonly deadline: number;
}

/**
 * Looks at the server, and brings the tables up to date.
 *
 * @throws {SchemaTooNew | StoreUnavailable}
 */
export async function prepareSchema(
  client: PostgresClient,
  ports: AttemptPorts & { readonly log: Pick<Log, "warn"> },
  { schema, deadline }: OpenOptions,
): Promise<SchemaNames> {
  const names = schemaNames(schema);
  const version = await persistently(
    ports,
    deadline,
    "open the store",
    () => examine(client, names, ports.log),
  );
  if (version === SCHEMA_STEPS.length) return names;
  const migrated = inTransaction(client, ports.clock, (session) => migrate(session, names));
  try {
    await ports.deadlines.within(deadline, migrated);
  } catch (error) {
    throw toStoreError("open the store", error);
  }
  return names;
}

/** What a commit's durability rests on. */
const dangers: Readonly<Record<string, string>> = {
  synchronous_commit: "a crash of the server may undo the last commits",
  fsync: "a crash of the machine may destroy the database",
  full_page_writes: "a crash of the machine may destroy the database",
};

async function examine(
  client: PostgresClient,
  names: SchemaNames,
  log: Pick<Log, "warn">,
): Promise<number> {
  try {
    await requirePrimary(client, log);
  } catch (cause) {
    const reason = refusalToOpen(cause);
    // Time would not help: whoever starts the process should hear of it at once.
    if (reason !== undefined) {
      throw new StoreUnavailable(`Cannot open the store: ${reason}`, { cause });
    }
    throw cause;
  }
  return await schemaVersion(client, names, SCHEMA_STEPS.length);
}

async function requirePrimary(client: PostgresClient, log: Pick<Log, "warn">): Promise<void> {
  const names = Object.keys(dangers);
  const settings = names.map((name) => `current_setting('${name}')`);
  const statement = `SELECT pg_is_in_recovery()::text, ${settings.join(", ")}`;
  const [row = []] = await rowsOf(client.unsafe(statement, [], { prepare: false }));
  const [inRecovery, ...values] = row;
  if (inRecovery === "true") {
    throw new StoreUnavailable("Cannot open the store: the server is a replica in recovery");
  }
  names.forEach((name, at) => {
    if (values[at] === "off") log.warn(`${name} is off: ${dangers[name]}`);
  });
}
