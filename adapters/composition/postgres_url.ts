/** PostgreSQL servers by URL: `postgres://user:password@host:port/database?schema=NAME`. */

import { InvalidInput } from "../../domain/kernel/errors.ts";

/** Which database, and where in it the store lives. */
export interface PostgresServer {
  /** For the driver, with everything in it that is the driver's business; has a password in it. */
  readonly url: string;
  /** Host, port and database, which may be shown. */
  readonly server: string;
  /** The schema of the store's tables; absent, the store's own choice. */
  readonly schema?: string;
}

/**
 * Parses the URL of a database. `schema` names the schema of the store's tables; other parameters go
 * to the driver as they are.
 *
 * @throws {InvalidInput} which never repeats the URL, for it has a password
 */
export function parsePostgresUrl(text: string): PostgresServer {
  const url = URL.parse(text);
  if (url === null || url.hostname === "") {
    throw refused("", "must be postgres://user:password@host:port/database");
  }
  const schema = url.searchParams.get("schema") ?? undefined;
  url.searchParams.delete("schema");
  if (schema !== undefined && !/^[a-z_][a-z0-9_]{0,47}$/.test(schema)) {
    throw refused("schema", "must be 1 to 48 of a-z, 0-9 and _, not beginning with a digit");
  }
  const server = `${url.host}${url.pathname === "/" ? "" : url.pathname}`;
  return { url: url.href, server, ...(schema === undefined ? {} : { schema }) };
}

function refused(path: string, message: string): InvalidInput {
  return new InvalidInput("the URL of the database", [{ path, message }]);
}
