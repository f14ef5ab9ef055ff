/** The answer to everything that was thrown, for programs and for people. */

import type { AppContext } from "./app_env.ts";
import { wantsHtml } from "./negotiation.ts";
import { problemPage } from "./pages/problem_page.tsx";
import { problemOf } from "./problem.ts";
import type { Services } from "./services.ts";

/** Answers a thrown value; what is not the client's doing is logged with the answer's id. */
export function answerProblem(
  { log, newId }: Pick<Services, "log" | "newId">,
): (error: unknown, c: AppContext) => Promise<Response> {
  return async (error, c) => {
    const id = newId();
    const { problem, headers } = problemOf(error, id);
    const { status, code } = problem;
    if (status >= 500) {
      const { correlationId } = c.var;
      const { method, path } = c.req;
      log.error("Cannot answer a request", {
        id,
        correlationId,
        method,
        path,
        status,
        code,
        error,
      });
    }
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (wantsHtml(c)) return c.html(await problemPage(c, problem), status);
    return c.body(JSON.stringify(problem), status, { "Content-Type": "application/problem+json" });
  };
}
