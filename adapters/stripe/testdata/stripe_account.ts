/** An account as Stripe describes it: PaymentIntents, their charges and refunds. */

/** Parameters of a request, by their flat names, such as `metadata[order]`. */
export type Params = Readonly<Record<string, string>>;

/** What an endpoint answers. */
export interface EndpointAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Intent {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly metadata: Readonly<Record<string, string>>;
  status: "requires_payment_method" | "processing" | "succeeded" | "canceled";
  cancellation_reason: string | null;
  last_payment_error: { readonly type: string; readonly message: string } | null;
  readonly charges: { readonly id: string; readonly amount: number }[];
  readonly refunds: Refund[];
  /** Whether search shows it. */
  searchable: boolean;
}

export interface Refund {
  readonly id: string;
  readonly object: "refund";
  readonly amount: number;
  readonly payment_intent: string;
  status: "succeeded" | "pending" | "failed";
  failure_reason?: string;
}

/** All that an account holds, the oldest first. */
export interface StripeAccount {
  readonly intents: Map<string, Intent>;
  /** Seconds since 1970. */
  readonly now: () => number;
}

export function createIntent({ intents, now }: StripeAccount, params: Params): EndpointAnswer {
  const metadata = Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      return key === undefined ? [] : [[key, value]];
    }),
  );
  const intent: Intent = {
    id: `pi_${crypto.randomUUID().replaceAll("-", "")}`,
    amount: Number(params.amount),
    currency: params.currency ?? "",
    created: now(),
    metadata,
    status: "requires_payment_method",
    cancellation_reason: null,
    last_payment_error: null,
    charges: [],
    refunds: [],
    searchable: false,
  };
  intents.set(intent.id, intent);
  return { status: 200, body: shown(intent, params) };
}

export function confirmIntent(intent: Intent, params: Params): EndpointAnswer {
  if (intent.status !== "requires_payment_method") return unexpectedState(intent, "confirm");
  const declined = declines.get(params.payment_method ?? "");
  if (declined !== undefined) {
    intent.last_payment_error = { type: "card_error", message: declined.message };
    const payment_intent = shown(intent, params);
    return refusal(402, { ...declined, type: "card_error", payment_intent });
  }
  if (params.payment_method === "pm_usBankAccount") intent.status = "processing";
  else if (params.payment_method?.startsWith("pm_card_")) succeed(intent);
  else {
    const message = `No such PaymentMethod: '${params.payment_method}'`;
    return refusal(400, { code: "resource_missing", param: "payment_method", message });
  }
  return { status: 200, body: shown(intent, params) };
}

/** Takes the money of an intent, now or after it was processing. */
export function succeed(intent: Intent): void {
  intent.status = "succeeded";
  intent.last_payment_error = null;
  intent.charges.push({ id: `ch_${intent.id}`, amount: intent.amount });
}

export function cancelIntent(intent: Intent, params: Params): EndpointAnswer {
  if (intent.status !== "requires_payment_method") return unexpectedState(intent, "cancel");
  intent.status = "canceled";
  intent.cancellation_reason = params.cancellation_reason ?? null;
  return { status: 200, body: shown(intent, params) };
}

export function refundIntent(intent: Intent): EndpointAnswer {
  const id = intent.id;
  if (intent.status !== "succeeded") {
    const message = `This PaymentIntent (${id}) does not have a successful charge to refund.`;
    return refusal(400, { code: "payment_intent_unexpected_state", message });
  }
  if (isRefunded(intent)) {
    const message = `Charge ch_${id} has already been refunded.`;
    return refusal(400, { code: "charge_already_refunded", message });
  }
  const refund: Refund = {
    id: `re_${crypto.randomUUID().replaceAll("-", "")}`,
    object: "refund",
    amount: intent.amount,
    payment_intent: id,
    status: "succeeded",
  };
  intent.refunds.unshift(refund);
  return { status: 200, body: { ...refund } };
}

export function shown(intent: Intent, params: Params): Readonly<Record<string, unknown>> {
  const { id, charges: [charge], refunds: _, searchable: __, ...rest } = intent;
  const expanded = Object.values(params).includes("latest_charge");
  const whole = charge && { ...charge, object: "charge", refunded: isRefunded(intent) };
  const latest_charge = (expanded ? whole : charge?.id) ?? null;
  return { id, object: "payment_intent", ...rest, latest_charge };
}

export function refusal(
  status: number,
  error: Readonly<Record<string, unknown>>,
): EndpointAnswer {
  return { status, body: { error: { type: "invalid_request_error", ...error } } };
}

export function noSuch(what: string, id: string, param: string): EndpointAnswer {
  return refusal(404, { code: "resource_missing", param, message: `No such ${what}: '${id}'` });
}

function isRefunded({ refunds }: Intent): boolean {
  return refunds.some(({ status }) => status !== "failed");
}

function unexpectedState(intent: Intent, action: string): EndpointAnswer {
  const message = `You cannot ${action} this PaymentIntent because it has a status of ` +
    `${intent.status}.`;
  const payment_intent = shown(intent, {});
  return refusal(400, { code: "payment_intent_unexpected_state", message, payment_intent });
}

const declines: ReadonlyMap<string, { code: string; message: string; decline_code?: string }> =
  new Map([
    ["pm_card_chargeDeclined", {
      code: "card_declined",
      decline_code: "generic_decline",
      message: "Your card was declined.",
    }],
    ["pm_card_chargeDeclinedInsufficientFunds", {
      code: "card_declined",
      decline_code: "insufficient_funds",
      message: "Your card has insufficient funds.",
    }],
    ["pm_card_authenticationRequired", {
      code: "authentication_required",
      decline_code: "authentication_required",
      message: "Your card was declined. This transaction requires authentication.",
    }],
  ]);
