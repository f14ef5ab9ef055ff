/** Reading bodies whole. */

import type { AppContext } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";

/**
 * Reads the body of a request; again, if it was read before.
 *
 * @throws {HttpRefusal} when the client broke it off
 */
export async function readBody(c: AppContext): Promise<ArrayBuffer> {
  return await c.req.arrayBuffer().catch(brokenOff);
}

/**
 * Says that a body did not come to its end.
 *
 * @throws {HttpRefusal} always
 */
export function brokenOff(): never {
  throw new HttpRefusal({
    status: 400,
    code: "http/body-broken-off",
    title: "Body broken off",
    detail: "The body did not come to its end",
  });
}
