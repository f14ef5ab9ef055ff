/** Folding a stream into a state. */

import type { Decider } from "../../domain/kernel/decider.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Recorded } from "../store/store.ts";
import type { EventCodec } from "./codec.ts";
import type { StreamState } from "./stream_state.ts";

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
  decider: Pick<Decider<never, State, Event>, "initial" | "evolve">,
  codec: Pick<EventCodec<Event>, "decode">,
  stream: string,
  events: readonly Recorded[],
): State {
  const start = { state: decider.initial, version: 0, eventId: undefined };
  return foldOn(decider, codec, stream, start, events).state;
}

/**
 * Folds the events that follow into a state.
 *
 * @throws {BrokenStream} for a gap, or an event of another stream
 */
export function foldOn<State, Event extends DomainEvent>(
  { evolve }: Pick<Decider<never, State, Event>, "evolve">,
  codec: Pick<EventCodec<Event>, "decode">,
  stream: string,
  start: StreamState<State>,
  events: readonly Recorded[],
): StreamState<State> {
  let { state, version, eventId } = start;
  for (const event of events) {
    if (event.stream !== stream || event.version !== version + 1) {
      throw new BrokenStream(stream, event, version + 1);
    }
    state = evolve(state, codec.decode(event));
    version++;
    eventId = event.id;
  }
  return { state, version, eventId };
}
