/** Gateways that begin and complete payments wrongly. */

import { type BrokenGateway, chargeElsewhere, methods } from "./broken_gateway.ts";

export const brokenCharges: readonly BrokenGateway[] = [
  {
    fault: "beginning takes the money",
    caughtBy: "payments 1:",
    broken: (sound) => ({
      begin: async (payment, signal) => {
        const { id } = await sound.begin(payment, signal);
        return await sound.complete({ id, method: methods.pay }, signal);
      },
    }),
  },
  {
    fault: "a payment cannot be found by what it is for",
    caughtBy: "payments 1:",
    broken: (sound) => ({
      lookup: async (payment, signal) =>
        "id" in payment ? await sound.lookup(payment, signal) : undefined,
    }),
  },
  {
    fault: "beginning again replays the first answer",
    caughtBy: "payments 2:",
    broken: (sound) => ({
      begin: async (payment, signal) => ({
        ...await sound.begin(payment, signal),
        status: "begun",
      }),
    }),
  },
  {
    fault: "beginning at the same time begins another payment",
    caughtBy: "payments 3:",
    broken: (sound) => {
      let running = 0;
      return {
        begin: async (payment, signal) => {
          const attempt = payment.attempt + 1000 * running++;
          await Promise.resolve();
          return await sound.begin({ ...payment, attempt }, signal).finally(() => running--);
        },
      };
    },
  },
  {
    fault: "the attempt is not part of the key",
    caughtBy: "payments 4:",
    broken: (sound) => ({
      begin: (payment, signal) => sound.begin({ ...payment, attempt: 1 }, signal),
    }),
  },
  {
    fault: "orders are told apart by their letters only",
    caughtBy: "payments 4:",
    broken: (sound) => ({
      begin: ({ order, ...payment }, signal) =>
        sound.begin({ ...payment, order: order.replace(/[^\w-]/g, "") }, signal),
    }),
  },
  {
    fault: "another amount is overlooked",
    caughtBy: "payments 5:",
    broken: (sound) => ({
      begin: (payment, signal) =>
        sound.begin(payment, signal).catch(async (error) => {
          const { order, attempt } = payment;
          const known = await sound.lookup({ order, attempt }, signal);
          if (known === undefined) throw error;
          return known;
        }),
    }),
  },
  {
    fault: "what is unknown is taken for cancelled",
    caughtBy: "payments 6:",
    broken: (sound) => ({
      cancel: (payment, signal) =>
        sound.cancel(payment, signal).catch(() => ({ id: payment.id, status: "cancelled" })),
    }),
  },
  {
    fault: "completing says taken before it is",
    caughtBy: "payments 8:",
    broken: () => ({ complete: ({ id }) => Promise.resolve({ id, status: "taken" }) }),
  },
  {
    fault: "completing again charges again",
    caughtBy: "payments 9:",
    broken: (sound, other) => ({
      complete: async (payment, signal) => {
        const before = await sound.lookup({ id: payment.id }, signal);
        if (before?.status === "taken") await chargeElsewhere(other, payment.id);
        return await sound.complete(payment, signal);
      },
    }),
  },
  {
    fault: "completing looks first, and charges then",
    caughtBy: "payments 10:",
    broken: (sound, other) => {
      const taking = new Map<string, number>();
      return {
        complete: async (payment, signal) => {
          const before = await sound.lookup({ id: payment.id }, signal);
          if (before?.status !== "begun") return await sound.complete(payment, signal);
          taking.set(payment.id, (taking.get(payment.id) ?? 0) + 1);
          await Promise.resolve();
          const charges = taking.get(payment.id) ?? 0;
          if (charges > 1) await chargeElsewhere(other, payment.id);
          return await sound.complete(payment, signal);
        },
      };
    },
  },
  {
    fault: "a decline is an error",
    caughtBy: "payments 11:",
    broken: (sound) => ({
      complete: async (payment, signal) => {
        const answer = await sound.complete(payment, signal);
        if (answer.status === "declined") throw new Error(answer.reason);
        return answer;
      },
    }),
  },
  {
    fault: "a declined payment can be completed after all",
    caughtBy: "payments 11:",
    broken: (sound) => ({
      complete: async (payment, signal) => {
        if (payment.method !== methods.decline) return await sound.complete(payment, signal);
        return { id: payment.id, status: "declined", reason: "declined" };
      },
    }),
  },
  {
    fault: "an aborted signal is not heeded",
    caughtBy: "payments 13:",
    broken: (sound) => ({
      complete: (payment) => sound.complete(payment, new AbortController().signal),
    }),
  },
];
