/** Payment methods that are no cards: their names say what becomes of a payment. */

/** What the gateway does when a payment is completed with a method. */
export type Behaviour =
  | { readonly does: "take" | "hang" | "take and hang" | "take and lose" | "take late" | "process" }
  | { readonly does: "decline"; readonly reason: string }
  | { readonly does: "fail"; readonly times: number };

/** What the gateway does when money taken from a method is to be given back. */
export type RefundBehaviour = "give" | "give late" | "refuse";

/** Reads a method, as listed at {@linkcode simulatedPayments}. */
export function behaviourOf(method: string): Behaviour {
  const [, times] = /^pm_card_fail(\d{1,3})Times$/.exec(method) ?? [];
  if (times !== undefined) return { does: "fail", times: Number(times) };
  return behaviours.get(method) ??
    { does: "decline", reason: `There is no payment method ${JSON.stringify(method)}` };
}

/** Reads how money comes back to a method. */
export function refundBehaviourOf(method: string): RefundBehaviour {
  if (method === "pm_card_pendingRefund") return "give late";
  return method === "pm_card_refundFail" ? "refuse" : "give";
}

const behaviours: ReadonlyMap<string, Behaviour> = new Map([
  ["pm_card_visa", { does: "take" }],
  ["pm_card_mastercard", { does: "take" }],
  ["pm_card_pendingRefund", { does: "take" }],
  ["pm_card_refundFail", { does: "take" }],
  ["pm_card_chargeDeclined", { does: "decline", reason: "The card was declined" }],
  [
    "pm_card_chargeDeclinedInsufficientFunds",
    { does: "decline", reason: "The card has insufficient funds" },
  ],
  ["pm_card_hang", { does: "hang" }],
  ["pm_card_chargeHang", { does: "take and hang" }],
  ["pm_card_chargeLost", { does: "take and lose" }],
  ["pm_card_slow", { does: "take late" }],
  ["pm_card_processing", { does: "process" }],
]);
