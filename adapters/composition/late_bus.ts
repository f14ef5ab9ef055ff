/** A bus that need not be there yet: an application starts, and registers, while its broker is away. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { BusClosed, type MessageBus } from "../../application/messaging/message_bus.ts";
import type { Log } from "../../application/ports.ts";

/** Opens a bus. */
export type OpenBus = () => Promise<MessageBus>;

/**
 * Opens a bus now if its broker answers, and otherwise with the first call for which it does; until
 * then calls reject as the opening does.
 *
 * @throws what opening throws, if waiting is no remedy
 */
export async function lateBus(open: OpenBus, log: Pick<Log, "warn">): Promise<MessageBus> {
  let opening: Promise<MessageBus> | undefined;
  let closed = false;

  async function opened(): Promise<MessageBus> {
    if (closed) throw new BusClosed();
    const begun = opening ??= open();
    try {
      return await begun;
    } catch (error) {
      if (opening === begun) opening = undefined;
      throw error;
    }
  }

  try {
    await opened();
  } catch (error) {
    if (!isDomainError(error) || error.kind !== "unavailable") throw error;
    log.warn("the message bus is not there yet", { error });
  }
  return {
    publish: async (messages) => await (await opened()).publish(messages),
    subscribe: async (...wanted) => await (await opened()).subscribe(...wanted),
    groups: async () => await (await opened()).groups(),
    [Symbol.asyncDispose]: async () => {
      closed = true;
      const bus = await opening?.catch(() => undefined);
      await bus?.[Symbol.asyncDispose]();
    },
  };
}
