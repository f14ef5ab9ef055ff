/** Which endpoint of the account a request is for. */

import {
  cancelIntent,
  confirmIntent,
  createIntent,
  type EndpointAnswer,
  type Intent,
  noSuch,
  type Params,
  refundIntent,
  refusal,
  shown,
  type StripeAccount,
} from "./stripe_account.ts";

/** What a request does; troubles are made for one of these. */
export type Operation =
  | "create"
  | "confirm"
  | "cancel"
  | "retrieve"
  | "search"
  | "list"
  | "refund"
  | "refunds"
  | "charges";

/** A request that was understood. */
export interface Endpoint {
  readonly operation: Operation;
  /** The intent it changes, which is locked meanwhile. */
  readonly locks?: Intent | undefined;
  readonly run: () => EndpointAnswer;
}

/** Finds the endpoint; or answers at once what Stripe answers before an endpoint begins. */
export function endpointOf(
  account: StripeAccount,
  { method, path, params }: {
    readonly method: string;
    readonly path: string;
    readonly params: Params;
  },
): Endpoint | EndpointAnswer {
  const [, id = "", verb] = /^\/v1\/payment_intents\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (`${method} ${path}` === "POST /v1/payment_intents") return creation(account, params);
  if (path === "/v1/payment_intents") {
    return {
      operation: "list",
      run: () => list(account, params),
    };
  }
  if (id === "search") return { operation: "search", run: () => search(account, params) };
  if (path === "/v1/charges") return charges(account, params);
  if (path === "/v1/refunds") return refunds(account, method, params);
  const intent = account.intents.get(id);
  if (intent === undefined) return noSuch("payment_intent", id, "intent");
  if (verb === "confirm") {
    return { operation: "confirm", locks: intent, run: () => confirmIntent(intent, params) };
  }
  if (verb === "cancel") {
    return { operation: "cancel", locks: intent, run: () => cancelIntent(intent, params) };
  }
  return { operation: "retrieve", run: () => ({ status: 200, body: shown(intent, params) }) };
}

function creation(account: StripeAccount, params: Params): Endpoint | EndpointAnswer {
  if (!/^[1-9]\d{0,7}$/.test(params.amount ?? "")) {
    const message = "Invalid positive integer or amount too large";
    return refusal(400, { code: "parameter_invalid_integer", param: "amount", message });
  }
  if (!["usd", "eur", "jpy", "isk", "mga"].includes(params.currency ?? "")) {
    return refusal(400, { param: "currency", message: `Invalid currency: ${params.currency}` });
  }
  return { operation: "create", run: () => createIntent(account, params) };
}

function refunds(
  account: StripeAccount,
  method: string,
  params: Params,
): Endpoint | EndpointAnswer {
  const id = params.payment_intent ?? "";
  const intent = account.intents.get(id);
  if (intent === undefined) return noSuch("payment_intent", id, "payment_intent");
  return method === "POST"
    ? { operation: "refund", locks: intent, run: () => refundIntent(intent) }
    : { operation: "refunds", run: () => page(intent.refunds.map((refund) => ({ ...refund }))) };
}

/** Failed ones are left out: nothing here looks at them. */
function charges({ intents }: StripeAccount, { payment_intent = "" }: Params): Endpoint {
  const made = intents.get(payment_intent)?.charges ?? [];
  return {
    operation: "charges",
    run: () => page(made.map((each) => ({ ...each, status: "succeeded" }))),
  };
}

/** Newest first, as of now. */
function list({ intents }: StripeAccount, params: Params): EndpointAnswer {
  const since = Number(params["created[gte]"] ?? 0);
  const all = [...intents.values()].reverse().filter(({ created }) => created >= since);
  const after = all.findIndex(({ id }) => id === params.starting_after);
  const limit = Number(params.limit ?? 10);
  const items = all.slice(after + 1, after + 1 + limit);
  return page(items.map((intent) => shown(intent, params)), after + 1 + limit < all.length);
}

/** Only what was indexed by now. */
function search({ intents }: StripeAccount, params: Params): EndpointAnswer {
  const [, key = "", value] = /^metadata\['(\w+)'\]:'(\w+)'$/.exec(params.query ?? "") ?? [];
  if (value === undefined) return refusal(400, { message: "We were unable to parse your query." });
  const found = [...intents.values()]
    .filter(({ metadata, searchable }) => searchable && metadata[key] === value);
  return page(found.map((intent) => shown(intent, params)));
}

function page(data: readonly unknown[], has_more = false): EndpointAnswer {
  return { status: 200, body: { object: "list", data, has_more } };
}
