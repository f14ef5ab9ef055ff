/** Keys of repeated requests, and the command ids they stand for. */

import type { AppContext } from "./app_env.ts";
import { sha256 } from "../application/sha256.ts";
import { HttpRefusal } from "./http_refusal.ts";

/** Gives the id of a command: one key of one actor for one route is one command. */
export async function commandIdOf(c: AppContext, key: string): Promise<string> {
  const { method, path } = c.req;
  return await sha256(JSON.stringify([c.var.actor?.id ?? null, method, path, key]));
}

/**
 * Reads a key: 1 to 255 visible characters, in double quotes or not.
 *
 * @throws {HttpRefusal}
 */
export function parseKey(field: string): string {
  const [, quoted, bare] = /^(?:"([\x20-\x7e]{1,255})"|([\x21-\x7e]{1,255}))$/.exec(field) ?? [];
  const key = quoted ?? bare;
  if (key !== undefined && !key.includes('"')) return key;
  throw new HttpRefusal({
    status: 400,
    code: "http/malformed-idempotency-key",
    title: "Malformed Idempotency-Key",
    detail: "Idempotency-Key must have 1 to 255 visible ASCII characters",
  });
}
