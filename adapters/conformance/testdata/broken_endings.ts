/** Gateways that cancel and refund payments wrongly, or make things worse when there is trouble. */

import { PaymentUnavailable } from "../../../application/orders/payment_errors.ts";
import { type BrokenGateway, chargeElsewhere, methods, refundElsewhere } from "./broken_gateway.ts";

export const brokenEndings: readonly BrokenGateway[] = [{
  fault: "cancelling only says so",
  caughtBy: "payments 14:",
  broken: () => ({ cancel: ({ id }) => Promise.resolve({ id, status: "cancelled" }) }),
}, {
  fault: "cancelling what was taken says cancelled",
  caughtBy: "payments 15:",
  broken: (sound) => ({
    cancel: async (payment, signal) => {
      const answer = await sound.cancel(payment, signal);
      return answer.status === "taken" ? { ...answer, status: "cancelled" } : answer;
    },
  }),
}, {
  fault: "cancelling looks first, and cancels then",
  caughtBy: "payments 16:",
  broken: (sound) => ({
    cancel: async ({ id }, signal) => {
      const before = await sound.lookup({ id }, signal);
      await new Promise((resolve) => setTimeout(resolve, 1));
      const after = await sound.cancel({ id }, signal);
      return before?.status === "begun" ? { id, status: "cancelled" } : after;
    },
  }),
}, {
  fault: "refunding again refunds again",
  caughtBy: "payments 18:",
  broken: (sound, other) => ({
    refund: async ({ id }, signal) => {
      const before = await sound.lookup({ id }, signal);
      if (before?.status === "refunded") await refundElsewhere(other, id);
      return await sound.refund({ id }, signal);
    },
  }),
}, {
  fault: "a refund again is refused",
  caughtBy: "payments 18:",
  broken: (sound) => ({
    refund: async ({ id }, signal) => {
      const before = await sound.lookup({ id }, signal);
      if (before?.status !== "refunded") return await sound.refund({ id }, signal);
      return { status: "refused", reason: "refunded already" };
    },
  }),
}, {
  fault: "what was never taken is given back",
  caughtBy: "payments 20:",
  broken: (sound, other) => ({
    refund: async ({ id }, signal) => {
      const refund = await sound.refund({ id }, signal);
      if (refund.status === "refused") await refundElsewhere(other, id);
      return refund;
    },
  }),
}, {
  fault: "an abort does not end the waiting",
  caughtBy: "payments 21:",
  broken: (sound) => ({
    complete: async (payment, signal) => {
      signal.throwIfAborted();
      return await sound.complete(payment, new AbortController().signal);
    },
  }),
}, {
  fault: "silence is taken for a decline",
  caughtBy: "payments 22:",
  broken: (sound) => ({
    complete: (payment, signal) =>
      sound.complete(payment, signal).catch(() => ({ id: payment.id, status: "declined" })),
  }),
}, {
  fault: "after a lost answer it charges again",
  caughtBy: "payments 23:",
  broken: (sound, other) => ({
    complete: async (payment, signal) => {
      try {
        return await sound.complete(payment, signal);
      } catch (error) {
        if (error instanceof PaymentUnavailable) {
          await chargeElsewhere(other, payment.id);
        }
        throw error;
      }
    },
  }),
}, {
  fault: "a failure is passed on as it is",
  caughtBy: "payments 24:",
  broken: (sound) => ({
    complete: (payment, signal) =>
      sound.complete(payment, signal).catch(({ message }) => {
        throw new Error(message);
      }),
  }),
}, {
  fault: "after trouble it cannot be cancelled",
  caughtBy: "payments 25:",
  broken: (sound) => {
    const troubled = new Set<string>();
    return {
      complete: (payment, signal) => {
        if (payment.method === methods.silence) troubled.add(payment.id);
        return sound.complete(payment, signal);
      },
      cancel: async (payment, signal) => {
        if (!troubled.has(payment.id)) return await sound.cancel(payment, signal);
        return { id: payment.id, status: "processing" };
      },
    };
  },
}, {
  fault: "every fifth payment is charged twice",
  caughtBy: "payments 26:",
  broken: (sound, other) => {
    let charges = 0;
    return {
      complete: async (payment, signal) => {
        const before = await sound.lookup({ id: payment.id }, signal);
        const after = await sound.complete(payment, signal);
        const taken = before?.status === "begun" && after.status === "taken";
        if (taken && ++charges % 5 === 0) await chargeElsewhere(other, payment.id);
        return after;
      },
    };
  },
}];
