/** Listening for requests with what the runtime at hand has. */

import { type Address, type Fetch, hostAndPort, type Listen, type Listening } from "./listening.ts";

/** The address cannot be had. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";

  constructor(address: Address, cause: unknown) {
    super(`Cannot listen at ${hostAndPort(address)}: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Listens on Deno, Bun or Node.
 *
 * @throws {CannotListen}
 */
export async function serve(fetch: Fetch, address: Address): Promise<Listening> {
  const listen = await loadListen();
  try {
    return await listen(fetch, address);
  } catch (error) {
    throw new CannotListen(address, error);
  }
}

async function loadListen(): Promise<Listen> {
  if ("Deno" in globalThis) return (await import("./_serve_deno.ts")).listen;
  if ("Bun" in globalThis) return (await import("./_serve_bun.ts")).listen;
  return (await import("./_serve_node.ts")).listen;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EADDRNOTAVAIL: "this machine does not have the address",
  EACCES: "it takes more rights to use the port",
  ENOTFOUND: "there is no such host",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
