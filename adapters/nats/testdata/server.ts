/** The NATS server of the tests: the one that is told, or one on this machine. */

import process from "node:process";
import { type FoundServer, withFound } from "../../testdata/with_found.ts";
import { openNats } from "../mod.ts";

/** Looks for the server: `TEST_NATS_URL`, else one on this machine's usual port. */
export async function findNats(): Promise<FoundServer> {
  const told = process.env.TEST_NATS_URL;
  const url = told === undefined || told === "" ? "nats://127.0.0.1:4222" : told;
  try {
    await using opened = await openNats(url);
    await opened.client.connection.request("$JS.API.INFO", "", { timeout: PATIENCE });
    return { url };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { missing: `no NATS server with JetStream answers at ${url} (${reason})` };
  }
}

/** Registers tests that need a server. */
export async function withNats(
  what: string,
  register: (url: string) => void | Promise<void>,
): Promise<void> {
  await withFound(what, await findNats(), ({ url }) => register(url));
}

/** Longest a server may take to answer, in milliseconds. */
const PATIENCE = 5000;
