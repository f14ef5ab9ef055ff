/** A shop where one call to the outside does not answer, the first time. */

import { PaymentUnavailable } from "../payment_errors.ts";
import { gatewayOf, type OrdersRoom, ordersRoom } from "./orders_room.ts";

/** The calls to the outside that orders wait for. */
export type OutsideCall =
  | "reserveStock"
  | "releaseStock"
  | "begin"
  | "complete"
  | "lookup"
  | "cancel"
  | "refund"
  | "sendEmail";

export interface HangingRoom {
  readonly room: OrdersRoom;
  /** Milliseconds after which each call that hangs was given up; only those that were. */
  readonly givenUpAfter: readonly number[];
}

/** Of `order-2` no payment can be completed either, so that there is one to cancel. */
export function roomWhereHangs(hanging: OutsideCall): HangingRoom {
  const givenUpAfter: number[] = [];
  let calls = 0;

  function call<Question, Answer>(
    name: OutsideCall,
    answer: (question: Question) => Answer,
  ): (question: Question, signal?: AbortSignal) => Promise<Answer> {
    return (question, signal) => {
      if (name !== hanging || ++calls > 1) return Promise.resolve(answer(question));
      const since = room.clock.now();
      signal?.addEventListener("abort", () => givenUpAfter.push(room.clock.now() - since));
      return new Promise(() => {});
    };
  }

  const room: OrdersRoom = ordersRoom({
    ports: {
      reserveStock: call("reserveStock", (request) => room.stock.reserve(request)),
      releaseStock: call("releaseStock", (claim) => room.stock.release(claim)),
    },
    payments: {
      begin: call("begin", (payment) => room.payments.begin(payment)),
      complete: call("complete", (payment) => {
        if (payment.id !== "pay_order-2_1") return room.payments.complete(payment);
        throw new PaymentUnavailable("complete it", "the line is bad");
      }),
      lookup: call("lookup", (payment) => room.payments.lookup(payment)),
      cancel: call("cancel", (payment) => room.payments.cancel(payment)),
      refund: call("refund", (payment) => room.payments.refund(payment)),
    },
    sendEmail: call("sendEmail", (mail) => void room.mails.push(mail)),
  });
  return { room, givenUpAfter };
}

/** A shop where the payments of some orders are never completed, and nobody says so. */
export function roomWhereNoAnswerComes(isFor: (paymentId: string) => boolean): OrdersRoom {
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: (payment, signal) =>
        isFor(payment.id)
          ? new Promise(() => {})
          : gatewayOf(room.payments).complete(payment, signal),
    },
  });
  return room;
}
