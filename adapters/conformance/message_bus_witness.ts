/** A witness of the message bus kit: sees what all subscribers of a group do, key by key. */

import assert from "node:assert/strict";
import { keyOf, type Message } from "../../application/messaging/message.ts";
import type { Receive } from "../../application/messaging/message_bus.ts";

/** Who stands behind all subscribers of one group. */
export interface Witness {
  /** What every subscriber of the group receives with. */
  readonly receive: Receive;
  /** Requires the messages to have come and to be taken, a key's in this order; repetitions aside. */
  readonly requireOrder: (messages: readonly Message[]) => void;
  /** Requires that no key was ever in two places at once. */
  readonly requireOnePlace: () => void;
}

/** Makes a witness; what it sees is received as told, or taken at once. */
export function witness(receive?: Receive): Witness {
  const begun = new Map<string, Set<string>>();
  const taken = new Map<string, Set<string>>();
  const inWork = new Set<string>();
  const overlaps: string[] = [];

  return {
    receive: async (arrival, context) => {
      if (arrival.message === undefined) return;
      const lane = laneOf(arrival.message);
      if (inWork.has(lane)) overlaps.push(lane);
      inWork.add(lane);
      note(begun, lane, arrival.message);
      try {
        await receive?.(arrival, context);
        note(taken, lane, arrival.message);
      } finally {
        inWork.delete(lane);
      }
    },
    requireOrder: (messages) => {
      const expected = Object.groupBy(messages, laneOf);
      for (const [lane, ofLane = []] of Object.entries(expected)) {
        const ids = ofLane.map(({ event }) => event.id);
        assert.deepEqual([...begun.get(lane) ?? []], ids, `What came of ${lane}`);
        assert.deepEqual([...taken.get(lane) ?? []], ids, `What was taken of ${lane}`);
      }
    },
    requireOnePlace: () => assert.deepEqual(overlaps, [], "Keys that were in two places at once"),
  };
}

function note(notes: Map<string, Set<string>>, lane: string, { event }: Message): void {
  notes.set(lane, (notes.get(lane) ?? new Set()).add(event.id));
}

function laneOf({ channel, event }: Message): string {
  return JSON.stringify([channel, keyOf(event)]);
}
