/** What an adapter gives to the payment kit: a gateway, methods that pay or do not, and its books. */

import type { PaymentGateway } from "../../application/orders/payment_gateway.ts";
import type { Capability } from "./kit.ts";

/**
 * What the next `complete` meets: it pays or is declined; or the gateway says nothing and takes
 * nothing (`silence`), takes the money and the answer is lost (`lost`), or fails and takes nothing
 * (`failure`).
 */
export type PaymentAnswer = "pay" | "decline" | "silence" | "lost" | "failure";

/** All money that moved for an order, in minor units, one number for each movement. */
export interface PaymentMovements {
  readonly charged: readonly number[];
  readonly refunded: readonly number[];
}

/** A fresh place for the payments of one case. The kit ends it with the case. */
export interface PaymentPlace extends AsyncDisposable {
  readonly gateway: PaymentGateway;
  /** Gives a payment method that does so when the next `complete` names it. */
  readonly method: (answer: PaymentAnswer) => string;
  /** What the gateway's own books say, not what the adapter says of them. */
  readonly movements: (order: string) => Promise<PaymentMovements>;
  /** Opens the adapter again, as after the end of its process; called only where that can be. */
  readonly reopen: () => Promise<PaymentGateway>;
}

/** What a technology can do; the cases that need what is missing are skipped. */
export interface PaymentCapabilities {
  /** The gateway can be made silent, lose answers and fail. */
  readonly troubles: Capability;
  /** Payments outlive the process of the adapter. */
  readonly persistent: Capability;
}
