/** Issues under the names that clients have used: a body may be one field of a command. */

import { InvalidInput, type Issue } from "../domain/kernel/errors.ts";

/** What a client calls each field of a command; `""` is the whole body. */
export type SentNames = Readonly<Record<string, string>>;

/** Runs a command; whatever is wrong with its fields is said in the client's names. */
export async function namedAsSent<Result>(
  names: SentNames,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof InvalidInput ? new InvalidAsSent(error, names) : error;
  }
}

/** The same refusal, in the client's names. */
class InvalidAsSent extends InvalidInput {
  override readonly code: string;

  constructor({ code, issues }: InvalidInput, names: SentNames) {
    super("what was sent", issues.map((issue) => renamed(issue, names)));
    this.code = code;
  }
}

function renamed({ path, message }: Issue, names: SentNames): Issue {
  const [field = "", ...rest] = path.split(".");
  return {
    path: [names[field] ?? field, ...rest].filter((name) => name !== "").join("."),
    message,
  };
}
