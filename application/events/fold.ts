/** Folding a stream into a state. */

import type { Decider } from "../../domain/kernel/decider.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Recorded } from "../store/store.ts";
import type { EventCodec } from "./codec.ts";

/** The events handed to a fold are not one stream without gaps. */
export class BrokenStream extends DomainError {
  override readonly code = "events/broken-stream";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly stream: string;

  constructor(stream: string, found: Recorded, version: number) {
    super(
      `Cannot fold "${stream}": expected its version ${version}, ` +
        `found version ${found.version} of "${found.stream}"`,
    );
    this.stream = stream;
  }
}

/**
 * Folds recorded events into the state after them.
 *
 * @throws {BrokenStream} for a gap, or an event of another stream
 */
export function fold<State, Event extends DomainEvent>(
  { initial, evolve }: Pick<Decider<never, State, Event>, "initial" | "evolve">,
  codec: Pick<EventCodec<Event>, "decode">,
  stream: string,
  events: readonly Recorded[],
): State {
  return events.reduce((state, event, index) => {
    if (event.stream !== stream || event.version !== index + 1) {
      throw new BrokenStream(stream, event, index + 1);
    }
    return evolve(state, codec.decode(event));
  }, initial);
}
