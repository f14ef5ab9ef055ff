/** The refusal to start with pieces that are missing or fail. */

import { DomainError } from "../../domain/kernel/errors.ts";

/** What is wrong with one piece. */
export interface CompositionProblem {
  /** Such as `Store`. */
  readonly port: string;
  /** The ports whose pieces asked for it. */
  readonly neededBy: readonly string[];
  readonly reason: "missing" | "circular" | "failed" | "not-closed";
  /** What it failed with. */
  readonly error?: unknown;
}

/** The application cannot be put together; `problems` has everything that is wrong with it. */
export class CompositionFailed extends DomainError {
  override readonly code = "composition/failed";
  override readonly kind = "unavailable";
  readonly problems: readonly CompositionProblem[];

  constructor(problems: readonly CompositionProblem[]) {
    const errors = problems.flatMap(({ error }) => error === undefined ? [] : [error]);
    super(
      `Cannot put the application together: ${problems.map(problemText).join("; ")}`,
      errors.length === 0 ? {} : { cause: errors.length === 1 ? errors[0] : errors },
    );
    this.problems = problems;
  }
}

/** Says a problem in words. */
export function problemText({ port, neededBy, reason, error }: CompositionProblem): string {
  const whose = neededBy.length === 0 ? port : `${port}, needed by ${neededBy.join(", ")},`;
  switch (reason) {
    case "missing":
      return `${whose} is missing`;
    case "circular":
      return `${whose} needs itself`;
    case "failed":
      return `${whose} failed: ${messageOf(error)}`;
    case "not-closed":
      return `${whose} could not be closed: ${messageOf(error)}`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
