/**
 * A server in the process of the test that behaves as Stripe's public documentation says.
 *
 * | It does | as said at https://docs.stripe.com |
 * | --- | --- |
 * | Repeats the first answer to an idempotency key, errors with 500 too | /api/idempotent_requests |
 * | Marks a repeated answer with `Idempotent-Replayed: true` | /error-low-level |
 * | Refuses a key with other parameters (`idempotency_error`, 400) | /api/idempotent_requests |
 * | Stores nothing when validation fails or requests collide | /api/idempotent_requests |
 * | Answers 409 (`idempotency_key_in_use`) while the first is running | /error-codes |
 * | Forgets keys after a day at the earliest; here on command | /api/idempotent_requests |
 * | Answers 429 before it looks at keys, so that nothing is stored | /error-low-level |
 * | Answers 429 (`lock_timeout`) to two changes of one object | /error-codes, /rate-limits |
 * | Charges an intent successfully once at most | /api/payment_intents |
 * | Answers 402 (`card_error`) to declines; the intent requires a method | /error-codes, /payments/paymentintents/lifecycle |
 * | Declines what requires action when it was asked to | /api/payment_intents/confirm |
 * | Refuses to confirm or cancel what has ended (`payment_intent_unexpected_state`) | /api/payment_intents/cancel, /error-codes |
 * | Refuses a second refund (`charge_already_refunded`) | /api/refunds/create, /error-codes |
 * | Lets a refund fail later, and the charge be refunded again | /refunds#failed-refunds |
 * | Shows changes in lists at once, in search later | /search#data-freshness |
 * | Answers 404 (`resource_missing`) for ids that it never gave | /error-codes |
 * | Shows `latest_charge` as an id unless it is expanded | /expand |
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Endpoint, endpointOf, type Operation } from "./endpoints.ts";
import {
  type EndpointAnswer,
  type Intent,
  type Params,
  refusal,
  type StripeAccount,
} from "./stripe_account.ts";

/**
 * What the next request of an operation meets: no answer, and nothing done (`silence`); everything
 * done, and the answer only when it is released (`late`), never (`drop`), or as a 500 (`error after`);
 * a 500 with nothing done (`error`); a 429 (`busy`).
 */
export type Trouble = "silence" | "late" | "drop" | "error" | "error after" | "busy";

export interface StripeServer extends AsyncDisposable {
  readonly url: string;
  readonly account: StripeAccount;
  /** Every operation that began, with the idempotency key of its request. */
  readonly seen: readonly { readonly operation: Operation; readonly key: string }[];
  /** How many requests came in, whatever they were for. */
  readonly requests: () => number;
  readonly trouble: (operation: Operation, trouble: Trouble) => void;
  /** Sends the answers that are late. */
  readonly release: () => void;
  readonly forgetKeys: () => void;
  /** Lets search find everything there is. */
  readonly index: () => void;
}

interface StoredAnswer {
  readonly request: string;
  /** Missing while the first request is running. */
  answer?: EndpointAnswer;
}

export async function startStripe(): Promise<StripeServer> {
  let requests = 0;
  const account: StripeAccount = {
    intents: new Map(),
    now: () => Math.floor(Date.now() / 1000),
  };
  const answers = new Map<string, StoredAnswer>();
  const troubles = new Map<Operation, Trouble[]>();
  const seen: { operation: Operation; key: string }[] = [];
  const locked = new Set<Intent>();
  const released = new Set<() => void>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++;
    const asked = await readRequest(request);
    const endpoint = endpointOf(account, asked);
    if (!("run" in endpoint)) return send(response, endpoint);
    const { operation } = endpoint;
    const trouble = troubles.get(operation)?.shift();
    seen.push({ operation, key: asked.key });
    if (trouble === "silence") return;
    if (trouble === "busy") return send(response, rateLimit);
    const stored = answers.get(asked.key);
    if (stored !== undefined) return send(response, ...replay(stored, asked.request));
    const done = await execute(endpoint, asked, trouble);
    if (trouble === "drop") return void request.socket.destroy();
    if (trouble !== "late") return send(response, done);
    released.add(() => send(response, done));
  }

  async function execute(
    { locks, run }: Endpoint,
    { key, request }: AskedRequest,
    trouble: Trouble | undefined,
  ): Promise<EndpointAnswer> {
    if (locks !== undefined && locked.has(locks)) return lockTimeout;
    const stored: StoredAnswer = { request };
    if (key !== "") answers.set(key, stored);
    if (locks !== undefined) locked.add(locks);
    // What takes time at Stripe takes a moment here, so that others can come between.
    await new Promise((resolve) => setTimeout(resolve, 1));
    const done = trouble === "error" ? serverError : run();
    if (locks !== undefined) locked.delete(locks);
    stored.answer = trouble === "error after" ? serverError : done;
    return stored.answer;
  }

  const server = createServer((request, response) => void answer(request, response));
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account,
    seen,
    requests: () => requests,
    trouble: (operation, trouble) => {
      troubles.set(operation, [...troubles.get(operation) ?? [], trouble]);
    },
    release: () => {
      for (const each of released) each();
      released.clear();
    },
    forgetKeys: () => answers.clear(),
    index: () => account.intents.forEach((intent) => void (intent.searchable = true)),
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
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

/** The stored answer, and that it is one; or why there is none. */
function replay({ request, answer }: StoredAnswer, again: string): [EndpointAnswer, boolean] {
  if (request !== again) return [otherParameters, false];
  return answer === undefined ? [keyInUse, false] : [answer, true];
}

interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Params;
  readonly key: string;
  /** Everything the idempotency key stands for. */
  readonly request: string;
}

async function readRequest(request: IncomingMessage): Promise<AskedRequest> {
  const { method = "GET", url = "/" } = request;
  const { pathname: path, searchParams } = new URL(url, "http://stripe");
  const body = await text(request).catch(() => "");
  const key = request.headers["idempotency-key"];
  return {
    method,
    path,
    params: Object.fromEntries([...searchParams, ...new URLSearchParams(body)]),
    key: method === "POST" && typeof key === "string" ? key : "",
    request: `${method} ${path} ${body}`,
  };
}

function send(response: ServerResponse, { status, body }: EndpointAnswer, replayed = false): void {
  response.writeHead(status, {
    "content-type": "application/json",
    ...(replayed ? { "idempotent-replayed": "true" } : {}),
  });
  response.end(JSON.stringify(body));
}
