/** Handling a command with a decider: load, decide, commit; again on a conflict. */

import type { Decider } from "../../domain/kernel/decider.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import { type CommandContext, metadataOf } from "../command_context.ts";
import type { RerunLimits } from "../store/rerun.ts";
import type { Recorded } from "../store/store.ts";
import type { UnitOfWorkPorts } from "../store/unit_of_work.ts";
import { decideTogether } from "./decide_together.ts";
import { readState, type StreamKind } from "./stream_state.ts";

/** Which command is for which stream. */
export interface HandleOptions<Command, State, Event extends DomainEvent>
  extends Omit<StreamKind<State, Event>, "decider">, CommandContext, RerunLimits {
  readonly stream: string;
  readonly command: Command;
}

/** What a command came to. */
export interface Handled<State, Event extends DomainEvent> {
  /** The state after the command. */
  readonly state: State;
  /** The stream's version after the command. */
  readonly version: number;
  /** The log's position after the command. */
  readonly position: number;
  readonly events: readonly Recorded<Event>[];
  /** Whether this command was handled before, and this is what it came to then. */
  readonly repeated: boolean;
}

/**
 * Handles a command for one stream. Without events from the decider nothing is committed, unless
 * there is a `commandId` to remember.
 *
 * @throws {VersionConflict} when the conflict persists
 * @throws whatever the decider refuses with
 *
 * @example
 * ```ts
 * import { type Decider, eventCodec, handle } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * type Counted = { readonly type: "Counted"; readonly data: { readonly by: number } };
 * const codec = eventCodec<Counted>({
 *   Counted: { version: 1, parse: (data) => data as Counted["data"] },
 * });
 * const counter: Decider<number, number, Counted> = {
 *   initial: 0,
 *   decide: (by) => [{ type: "Counted", data: { by } }],
 *   evolve: (total, event) => total + event.data.by,
 * };
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const ports = { store, clock, random: systemRandom() };
 * const { state } = await handle(ports, counter, { stream: "counter-1", command: 2, codec });
 * ```
 */
export async function handle<Command, State, Event extends DomainEvent>(
  ports: UnitOfWorkPorts,
  decider: Decider<Command, State, Event>,
  options: HandleOptions<Command, State, Event>,
): Promise<Handled<State, Event>> {
  const { stream, command, codec, commandId, fingerprint, snapshots, cache } = options;
  const kind = { decider, codec, snapshots, cache };
  const rule = (state: State) => decider.decide(command, state);

  const { result, committed, repeated } = await decideTogether(
    ports,
    kind,
    (decide) => decide(stream, rule),
    {
      ...options,
      metadata: metadataOf(options),
      idempotency: commandId === undefined ? undefined : {
        id: commandId,
        fingerprint,
        encode: ({ version }) => version,
        // The state is not kept: it is folded again below.
        decode: (version) => ({ state: decider.initial, version: Number(version) }),
      },
    },
  );
  const { version } = result;
  return {
    state: repeated ? (await readState(ports.store, kind, stream, version)).state : result.state,
    version,
    position: committed?.position ?? await ports.store.head(),
    events: (committed?.events ?? []).map(codec.decode),
    repeated,
  };
}
