/** How the server answers: keys that repeat their first answer, locks, and troubles. */

import type { Endpoint, Operation } from "./endpoints.ts";
import { type EndpointAnswer, type Intent, refusal } from "./stripe_account.ts";

/**
 * What the next request of an operation meets: no answer, and nothing done (`silence`); everything
 * done, and the answer only when it is released (`late`), never (`drop`), or as a 500 (`error after`);
 * a 500 with nothing done (`error`); a 429 (`busy`).
 */
export type Trouble = "silence" | "late" | "drop" | "error" | "error after" | "busy";

/** A request under its idempotency key, `""` for none. */
export interface KeyedRequest {
  readonly key: string;
  /** Everything the key stands for. */
  readonly request: string;
}

/** What is sent, and how. */
export interface Reply {
  readonly answer: EndpointAnswer;
  /** Whether it is the stored answer to an earlier request. */
  readonly replayed: boolean;
  readonly sent: "now" | "late" | "never" | "cut off";
}

/** The memory of a server, and what it was told to do wrong. */
export interface Answering {
  readonly answer: (endpoint: Endpoint, request: KeyedRequest) => Promise<Reply>;
  readonly trouble: (operation: Operation, trouble: Trouble) => void;
  readonly forgetKeys: () => void;
}

export function openAnswering(): Answering {
  const answers = new Map<string, StoredAnswer>();
  const locked = new Set<Intent>();
  const troubles = new Map<Operation, Trouble[]>();
  return {
    answer: async (endpoint, asked) => {
      const trouble = troubles.get(endpoint.operation)?.shift();
      if (trouble === "silence") return { ...plain(rateLimit), sent: "never" };
      if (trouble === "busy") return plain(rateLimit);
      const stored = answers.get(asked.key);
      if (stored !== undefined) return replay(stored, asked.request);
      if (endpoint.locks !== undefined && locked.has(endpoint.locks)) return plain(lockTimeout);
      const running: StoredAnswer = { request: asked.request };
      if (asked.key !== "") answers.set(asked.key, running);
      running.answer = await execute(endpoint, locked, trouble);
      const sent = trouble === "drop" ? "cut off" : trouble === "late" ? "late" : "now";
      return { ...plain(running.answer), sent };
    },
    trouble: (operation, trouble) => {
      troubles.set(operation, [...troubles.get(operation) ?? [], trouble]);
    },
    forgetKeys: () => answers.clear(),
  };
}

interface StoredAnswer {
  readonly request: string;
  /** Missing while the first request is running. */
  answer?: EndpointAnswer;
}

async function execute(
  { locks, run }: Endpoint,
  locked: Set<Intent>,
  trouble: Trouble | undefined,
): Promise<EndpointAnswer> {
  if (locks !== undefined) locked.add(locks);
  // What takes time at Stripe takes a moment here, so that others can come between.
  await new Promise((resolve) => setTimeout(resolve, 1));
  const done = trouble === "error" ? serverError : run();
  if (locks !== undefined) locked.delete(locks);
  return trouble === "error after" ? serverError : done;
}

function replay({ request, answer }: StoredAnswer, again: string): Reply {
  if (request !== again) return plain(otherParameters);
  return answer === undefined ? plain(keyInUse) : { ...plain(answer), replayed: true };
}

function plain(answer: EndpointAnswer): Reply {
  return { answer, replayed: false, sent: "now" };
}

const rateLimit = refusal(429, { code: "rate_limit", message: "Too many requests." });
const lockTimeout = refusal(429, {
  code: "lock_timeout",
  message: "This object cannot be accessed right now because another request is accessing it.",
});
const serverError = refusal(500, { type: "api_error", message: "An unknown error occurred." });
const keyInUse = refusal(409, {
  type: "idempotency_error",
  code: "idempotency_key_in_use",
  message: "There is currently another in-progress request using this idempotency key.",
});
const otherParameters = refusal(400, {
  type: "idempotency_error",
  message: "Keys for idempotent requests can only be used with the same parameters.",
});
