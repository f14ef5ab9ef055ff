/** One request to another Portico, and what came of it. */

import { z } from "zod";
import type { Clock } from "../../application/ports.ts";

/** Where the other Portico is. */
export interface HttpServer {
  /** Where it is served, such as `https://shop.example.org`. */
  readonly url: string;
  /** The operators' token there. */
  readonly token: string;
  /** Milliseconds until a request that has no answer is given up. */
  readonly timeout: number;
  readonly clock: Pick<Clock, "sleep">;
}

/** A request that may be sent any number of times and has its effect once. */
export interface HttpRequest {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly path: readonly string[];
  readonly body?: unknown;
}

/** What came of a request. */
export type HttpAnswer =
  | { readonly status: "done"; readonly json: unknown }
  /** It was understood and is not done; `code` says why for programs. */
  | { readonly status: "refused"; readonly code: string; readonly detail: string }
  /** Nothing is known; `again` when another request may have more luck. */
  | {
    readonly status: "failed";
    readonly reason: string;
    readonly again: boolean;
    readonly cause?: unknown;
  };

/** Sends a request, and reads the answer to its end. */
export async function send(
  server: HttpServer,
  request: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const [late, over] = [new AbortController(), new AbortController()];
  const waiting = server.clock.sleep(server.timeout, over.signal).then(() => {
    if (!over.signal.aborted) late.abort();
  });
  try {
    const signals = signal === undefined ? [late.signal] : [signal, late.signal];
    return await ask(server, request, AbortSignal.any(signals));
  } catch (cause) {
    const reason = late.signal.aborted ? `no answer within ${server.timeout} ms` : messageOf(cause);
    return { status: "failed", reason, again: true, cause };
  } finally {
    over.abort();
    await waiting;
  }
}

async function ask(
  { url, token }: HttpServer,
  { method, path, body }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const response = await fetch(`${url}/${path.map(encodeURIComponent).join("/")}`, {
    method,
    headers: { accept: "application/json", authorization: `Bearer ${token}`, ...json },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // The token goes nowhere but to the server it was given for.
    redirect: "manual",
    signal,
  });
  return read(response.status, await response.text());
}

function read(status: number, text: string): HttpAnswer {
  if (status >= 200 && status < 300) return { status: "done", json: JSON.parse(text) };
  const reason = `it answered ${status}`;
  if (status >= 500 || passing.has(status)) return { status: "failed", reason, again: true };
  const said = status === 404 || status === 422 ? problemIn(text) : undefined;
  // A proxy, an address that is no Portico, a token that is not the right one: until somebody acts.
  if (said === undefined) return { status: "failed", reason, again: false };
  return { status: "refused", code: said.code, detail: said.detail };
}

/** A time-out, a conflict that did not go away, too many requests. */
const passing: ReadonlySet<number> = new Set([408, 409, 425, 429]);

const problem = z.object({
  type: z.string().startsWith("urn:portico:"),
  // What HTTP itself has something against, such as an address, is no answer of the catalog.
  code: z.string().regex(/^(?!http\/)/),
  detail: z.string(),
});

function problemIn(text: string): z.infer<typeof problem> | undefined {
  try {
    return problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
