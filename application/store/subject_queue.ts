/** Lines of callers that wait for the same subject, first come, first served. */

import type { Clock } from "../ports.ts";

/** Leaves the line and lets the next one in. */
export type Leave = () => void;

/** One line per subject; empty lines take no memory. */
export interface SubjectQueue {
  /** Waits for its turn, at most `patience` milliseconds; `undefined` when it gave up. */
  readonly enter: (subject: string, patience: number, clock: Clock) => Promise<Leave | undefined>;
}

/** Makes empty lines. */
export function subjectQueue(): SubjectQueue {
  const lines = new Map<string, Turn[]>();

  function leave(subject: string, turn: Turn): void {
    const line = lines.get(subject) ?? [];
    const place = line.indexOf(turn);
    if (place < 0) return;
    line.splice(place, 1);
    if (line.length === 0) lines.delete(subject);
    line[0]?.resolve();
  }

  return {
    enter: async (subject, patience, clock) => {
      const line = lines.get(subject) ?? [];
      const turn = Promise.withResolvers<void>();
      line.push(turn);
      lines.set(subject, line);
      if (line[0] !== turn) {
        const waiting = new AbortController();
        await Promise.race([turn.promise, clock.sleep(patience, waiting.signal)]);
        waiting.abort();
      }
      if (line[0] === turn) return () => leave(subject, turn);
      leave(subject, turn);
      return undefined;
    },
  };
}

type Turn = PromiseWithResolvers<void>;
