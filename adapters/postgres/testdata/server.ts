/** The PostgreSQL server of the tests: the one that is told, or one on this machine. */

import process from "node:process";
import postgres from "postgres";
import { type FoundServer, withFound } from "../../testdata/with_found.ts";

/** Longest a server may take to answer, in seconds. */
const PATIENCE = 5;

/**
 * Looks for the server: `TEST_POSTGRES_URL`, else one on this machine's usual port that lets
 * `postgres` or the current user in.
 */
export async function findPostgres(): Promise<FoundServer> {
  const told = process.env.TEST_POSTGRES_URL;
  const urls = told === undefined || told === "" ? usualUrls() : [told];
  let reason = "";
  for (const url of urls) {
    const refusal = await refusalOf(url);
    if (refusal === undefined) return { url };
    reason ||= refusal;
  }
  return { missing: `no PostgreSQL server answers at ${urls[0]} (${reason})` };
}

/** Registers tests that need a server. */
export async function withPostgres(
  what: string,
  register: (url: string) => void | Promise<void>,
): Promise<void> {
  await withFound(what, await findPostgres(), ({ url }) => register(url));
}

function usualUrls(): readonly string[] {
  const user = process.env.USER ?? process.env.LOGNAME ?? "root";
  return ["postgres", user].flatMap((name) =>
    ["test", "postgres"].map((database) => `postgres://${name}@127.0.0.1:5432/${database}`)
  );
}

/** Asks the server something; `undefined` when it answers. */
async function refusalOf(url: string): Promise<string | undefined> {
  const sql = postgres(url, { max: 1, connect_timeout: PATIENCE, onnotice: () => {} });
  try {
    await sql`SELECT 1`;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
