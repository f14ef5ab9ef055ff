/** What a process says when it cannot start, go on or stop. */

import { isDomainError, type Issue } from "../domain/kernel/errors.ts";
import {
  type CompositionProblem,
  problemText,
} from "../adapters/composition/composition_failed.ts";
import { maskUrls } from "../adapters/logtape/masking.ts";
import { CannotListen } from "./_serve.ts";

/** Lines for standard error, and the exit code. */
export interface Trouble {
  readonly lines: readonly string[];
  readonly code: 1 | 2;
}

/** Puts an error in words for whoever started the process: plain where it is known, else all of it. */
export function troubleOf(error: unknown): Trouble {
  if (isDomainError(error)) {
    if (error.code === "configuration/invalid" && "issues" in error) {
      const issues = error.issues as readonly Issue[];
      const lines = issues.map(({ path, message }) => `  ${path} ${message}`);
      return { lines: ["Cannot accept the configuration:", ...lines], code: 2 };
    }
    if (error.code === "composition/failed" && "problems" in error) {
      const problems = error.problems as readonly CompositionProblem[];
      const lines = problems.map((problem) => maskUrls(`  ${problemText(problem)}`));
      return { lines: ["Cannot put the application together:", ...lines], code: 1 };
    }
  }
  if (isDomainError(error) || error instanceof CannotListen) {
    return { lines: [maskUrls(error.message)], code: 1 };
  }
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  return { lines: [maskUrls(`Something unforeseen went wrong: ${text}`)], code: 1 };
}
