/** What travels with a request from middleware to routes. */

import type { Context, MiddlewareHandler } from "hono";
import type { CommandContext } from "../application/command_context.ts";
import type { Actor } from "./services.ts";

/** The variables of one request. */
export interface AppEnv {
  Variables: {
    /** One id for everything that follows from the request. */
    correlationId: string;
    /** Who asks, if anybody was asked to say. */
    actor: Actor | undefined;
    /** What use cases are told about a request that may be a repeat. */
    repeatable: Pick<CommandContext, "commandId" | "fingerprint"> | undefined;
  };
}

/** The context of a request to the app. */
export type AppContext = Context<AppEnv>;

/** What runs before and after the routes. */
export type AppMiddleware = MiddlewareHandler<AppEnv>;
