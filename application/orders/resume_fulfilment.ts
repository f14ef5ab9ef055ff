/** The ResumeFulfilment port, by redriving dead letters. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { letterId } from "../events/dead_letter.ts";
import { type DeadLetterPorts, deadLetters } from "../events/dead_letters.ts";
import { readPending } from "../events/subscription_records.ts";
import { FULFILMENT } from "./fulfilment.ts";
import { orderStream } from "./order_repository.ts";
import type { ResumeFulfilment } from "./ports.ts";

/**
 * Redrives what the fulfilment has parked of an order. Its order is what it looks at then, so a
 * parked attempt that is over makes way for what waits behind it.
 *
 * @example
 * ```ts
 * import { redriveFulfilment } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const resumeFulfilment = redriveFulfilment({ store, clock, random: systemRandom() });
 * ```
 */
export function redriveFulfilment(ports: DeadLetterPorts): ResumeFulfilment {
  const { redrive } = deadLetters(ports);
  return async (order, actor) => {
    const ofOrder = { index: "stream", equal: orderStream(order) } as const;
    for await (const { pending } of readPending(ports.store, FULFILMENT, ofOrder)) {
      if (pending.state !== "dead") continue;
      try {
        await redrive(letterId(FULFILMENT, pending), actor);
      } catch (error) {
        // Somebody else was faster.
        if (!isDomainError(error) || error.code !== "dead-letters/not-found") throw error;
      }
    }
  };
}
