/** Handlers that throw something that is no error are answered like any other. */

import type { AppMiddleware } from "../app_env.ts";

/** Wraps what was thrown, because Hono hands only errors to its error handler. */
export const thrownValues: AppMiddleware = async (_c, next) => {
  try {
    await next();
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    throw new Error("Something that is no error was thrown", { cause: thrown });
  }
};
