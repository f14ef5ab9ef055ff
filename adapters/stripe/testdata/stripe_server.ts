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
import { type Answering, type KeyedRequest, openAnswering, type Reply } from "./answering.ts";
import { endpointOf, type Operation } from "./endpoints.ts";
import type { Params, StripeAccount } from "./stripe_account.ts";

export interface StripeServer extends Omit<Answering, "answer">, AsyncDisposable {
  readonly url: string;
  readonly account: StripeAccount;
  /** Every operation that was asked for, with the idempotency key of its request. */
  readonly seen: readonly { readonly operation: Operation; readonly key: string }[];
  /** How many requests came in, whatever they were for. */
  readonly requests: () => number;
  /** Sends the answers that are late; tells whether there were any. */
  readonly release: () => boolean;
  /** Lets search find everything there is. */
  readonly index: () => void;
}

export async function startStripe(): Promise<StripeServer> {
  const account: StripeAccount = { intents: new Map(), now: () => Math.floor(Date.now() / 1000) };
  const { answer, ...answering } = openAnswering();
  const seen: { operation: Operation; key: string }[] = [];
  const late = new Set<() => void>();
  let requests = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++;
    const asked = await readRequest(request);
    const endpoint = endpointOf(account, asked);
    if (!("run" in endpoint)) return send(response, { answer: endpoint, replayed: false });
    seen.push({ operation: endpoint.operation, key: asked.key });
    const reply = await answer(endpoint, asked);
    if (reply.sent === "now") send(response, reply);
    if (reply.sent === "late") late.add(() => send(response, reply));
    if (reply.sent === "cut off") request.socket.destroy();
  }

  const { port, close } = await listen(handle);
  return {
    ...answering,
    url: `http://127.0.0.1:${port}`,
    account,
    seen,
    requests: () => requests,
    release: () => {
      late.forEach((each) => each());
      return late.size > 0;
    },
    index: () => account.intents.forEach((intent) => void (intent.searchable = true)),
    [Symbol.asyncDispose]: close,
  };
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function listen(handle: Handle) {
  const server = createServer((request, response) => void handle(request, response));
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

interface AskedRequest extends KeyedRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Params;
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

function send(response: ServerResponse, { answer, replayed }: Omit<Reply, "sent">): void {
  response.writeHead(answer.status, {
    "content-type": "application/json",
    ...(replayed ? { "idempotent-replayed": "true" } : {}),
  });
  response.end(JSON.stringify(answer.body));
}
