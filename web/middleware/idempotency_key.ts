/** `Idempotency-Key`: a POST that comes again has one effect and one answer. */

import type { AppMiddleware } from "../app_env.ts";
import { commandIdOf, parseKey } from "../command_id.ts";
import { sha256 } from "../../application/sha256.ts";
import { HttpRefusal } from "../http_refusal.ts";
import { readBody } from "../read_body.ts";

/** Turns the key into a command id, and refuses a repeat while the first is still running. */
export function idempotencyKey(): AppMiddleware {
  const running = new Set<string>();
  return async (c, next) => {
    const field = c.req.header("idempotency-key");
    if (c.req.method !== "POST" || field === undefined) return await next();
    const commandId = await commandIdOf(c, parseKey(field));
    const fingerprint = await sha256(await readBody(c));
    if (running.has(commandId)) throw stillRunning();
    running.add(commandId);
    try {
      c.set("repeatable", { commandId, fingerprint });
      await next();
    } finally {
      running.delete(commandId);
    }
  };
}

function stillRunning(): HttpRefusal {
  return new HttpRefusal({
    status: 409,
    code: "http/idempotency-key-in-use",
    title: "Still running",
    detail: "A request with this Idempotency-Key is still running; ask again for its answer",
    headers: { "Retry-After": "1" },
  });
}
