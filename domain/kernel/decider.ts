/** The decider: an event-sourced aggregate as a record of pure functions. */

import type { DomainEvent } from "./event.ts";

/**
 * Rules without infrastructure. `decide` says what happens when a command meets a state, or throws
 * a typed refusal; `evolve` folds one event into the state, and refuses only what cannot have
 * happened.
 *
 * @example
 * ```ts
 * import type { Decider } from "@portico/core";
 *
 * type Counted = { readonly type: "Counted"; readonly data: { readonly by: number } };
 *
 * const counter: Decider<number, number, Counted> = {
 *   initial: 0,
 *   decide: (by, _total) => (by === 0 ? [] : [{ type: "Counted", data: { by } }]),
 *   evolve: (total, event) => total + event.data.by,
 * };
 * ```
 */
export interface Decider<Command, State, Event extends DomainEvent> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}
