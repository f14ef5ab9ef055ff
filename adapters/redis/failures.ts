/** Messages that were not taken. */

import type { NotTaken } from "../../application/messaging/message_bus.ts";
import type { Outgoing } from "./outgoing.ts";

/** A message that was not taken, and why. */
export interface Refused {
  readonly message: Outgoing;
  readonly error: unknown;
}

/** What was not taken, and with it all that comes after it under its key. */
export class Failures {
  /** The first that failed of each key. */
  readonly #first = new Map<string, Refused>();

  add(refused: Refused): void {
    const key = laneOf(refused.message);
    if (!this.#first.has(key)) this.#first.set(key, refused);
  }

  includes(message: Outgoing): boolean {
    if (this.#first.size === 0) return false;
    const first = this.#first.get(laneOf(message));
    return first !== undefined && first.message.index <= message.index;
  }

  /** Gives all of these that were not taken; what follows a failure has failed of the same. */
  among(messages: readonly Outgoing[]): readonly NotTaken[] {
    return messages.filter((message) => this.includes(message))
      .map((message) => ({
        index: message.index,
        error: this.#first.get(laneOf(message))?.error,
      }));
  }
}

function laneOf({ channel, key }: Outgoing): string {
  return JSON.stringify([channel, key]);
}
