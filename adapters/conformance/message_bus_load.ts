/** A load for the message bus kit: publishes without end, and insists on what was not taken. */

import type { Message } from "../../application/messaging/message.ts";
import { type MessageBus, PublishFailed } from "../../application/messaging/message_bus.ts";
import { pause, requireError } from "./assertions.ts";
import type { Patience } from "./message_bus_patience.ts";
import { keysApart, sample } from "./message_bus_samples.ts";

/** Messages of several keys that are published turn by turn. */
export interface Load extends AsyncDisposable {
  /** What was taken, in order. */
  readonly sent: readonly Message[];
  /** Waits until so many more are taken. */
  readonly untilTaken: (count: number) => Promise<void>;
  /** Waits until something more is refused. */
  readonly untilRefused: () => Promise<void>;
}

/** Starts to publish. */
export function startLoad(bus: MessageBus, { within, eventually }: Patience): Load {
  const sent: Message[] = [];
  const keys = ["ada", ...keysApart(4)];
  let refusals = 0;
  let isOver = false;
  const running = run();
  // Whoever waits for the load learns of it.
  running.catch(() => {});

  async function run(): Promise<void> {
    for (let turn = 0; !isOver; turn++) {
      const batch = keys.map((key) => sample(`${key} ${turn}`, { key }));
      await insist(batch);
      sent.push(...batch);
      await pause(1);
    }
  }

  async function insist(batch: readonly Message[]): Promise<void> {
    let missing = batch;
    while (missing.length > 0 && !isOver) {
      const publishing = bus.publish(missing).then(() => [], (error) => notTaken(missing, error));
      missing = await within("Publishing", publishing);
      if (missing.length === 0) return;
      refusals++;
      await pause(20);
    }
  }

  async function until(what: string, holds: () => boolean): Promise<void> {
    await Promise.race([running, eventually(what, holds)]);
  }

  return {
    sent,
    untilTaken: (count) => {
      const before = sent.length;
      return until("The load is taken", () => sent.length >= before + count);
    },
    untilRefused: () => {
      const before = refusals;
      return until("The load is refused", () => refusals > before);
    },
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      await running;
    },
  };
}

function notTaken(messages: readonly Message[], error: unknown): readonly Message[] {
  if (!(error instanceof PublishFailed)) {
    requireError(error, "bus/unavailable");
    return messages;
  }
  const missing = new Set(error.notTaken.map(({ index }) => index));
  return messages.filter((_, index) => missing.has(index));
}
