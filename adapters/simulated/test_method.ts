/** Payment methods that are no cards: their names say what becomes of a payment. */

/** What the gateway does when a payment is completed with a method. */
export type Behaviour =
  | { readonly does: "take" | "hang" | "take and hang" | "take and lose" | "take late" | "process" }
  | { readonly does: "decline"; readonly reason: string }
  | { readonly does: "fail"; readonly times: number };

/** What the gateway does when money taken from a method is to be given back. */
export type RefundBehaviour = "give" | "give late" | "refuse";

/**
 * Reads a method:
 *
 * - `pm_card_visa`, `pm_card_mastercard`: the money is taken.
 * - `pm_card_chargeDeclined`, `pm_card_chargeDeclinedInsufficientFunds`: declined; so is every method
 *   that is not in this list.
 * - `pm_card_hang`: never answers, and takes nothing.
 * - `pm_card_chargeHang`: takes the money, and never answers.
 * - `pm_card_chargeLost`: takes the money, and the answer gets lost.
 * - `pm_card_slow`: takes the money late, and answers then. Also when nobody waits for it any more;
 *   but not when it was cancelled by then.
 * - `pm_card_processing`: answers `processing`, and takes the money late; it cannot be cancelled.
 * - `pm_card_fail3Times`: fails three times (any number to 999) and takes nothing, then takes the money.
 * - `pm_card_pendingRefund`, `pm_card_refundFail`: taken; giving it back is late, or is refused.
 */
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
