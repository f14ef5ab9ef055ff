/** One id for everything that follows from a request. */

import type { NewId } from "../../application/ports.ts";
import type { AppMiddleware } from "../app_env.ts";
import { traceIdOf } from "../command_context.ts";

/**
 * Takes the id from `X-Correlation-Id`, `X-Request-Id` or the trace of `traceparent`, or makes one;
 * answers it in `X-Correlation-Id`.
 */
export function correlation(newId: NewId): AppMiddleware {
  return async (c, next) => {
    const correlationId = acceptable(c.req.header("x-correlation-id")) ??
      acceptable(c.req.header("x-request-id")) ??
      traceIdOf(c.req.header("traceparent") ?? "") ??
      newId();
    c.set("correlationId", correlationId);
    c.header("X-Correlation-Id", correlationId);
    await next();
  };
}

/** What would be awkward in a log or a header is not taken over. */
function acceptable(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w.:/+=@-]{1,128}$/.test(id) ? id : undefined;
}
