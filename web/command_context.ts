/** What use cases are told about the request that asks for them. */

import type { CommandContext } from "../application/command_context.ts";
import type { AppContext } from "./app_env.ts";

/** Gives a command its correlation, trace and actor, and what makes repeats of it one. */
export function commandContextOf(c: AppContext): CommandContext {
  const traceparent = c.req.header("traceparent") ?? "";
  const { correlationId, actor, repeatable } = c.var;
  return {
    ...repeatable,
    metadata: {
      correlationId,
      ...(traceIdOf(traceparent) === undefined ? {} : { traceparent }),
      ...(actor === undefined ? {} : { actor: actor.id }),
    },
  };
}

/** Finds the trace id of a `traceparent` header (W3C Trace Context), if it is one. */
export function traceIdOf(traceparent: string): string | undefined {
  const [, version, traceId] =
    /^([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent) ??
      [];
  return version === "ff" ? undefined : traceId;
}
