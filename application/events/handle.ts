/** Handling a command with a decider: load, decide, commit; again on a conflict. */

import type { Decider } from "../../domain/kernel/decider.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { RerunLimits } from "../store/rerun.ts";
import type { Metadata, Recorded } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork, type UnitOfWorkPorts } from "../store/unit_of_work.ts";
import type { EventCodec } from "./codec.ts";
import { fold } from "./fold.ts";

/** Which command is for which stream. */
export interface HandleOptions<Command, Event extends DomainEvent> extends RerunLimits {
  readonly stream: string;
  readonly command: Command;
  readonly codec: EventCodec<Event>;
  readonly metadata?: Metadata | undefined;
  /** Becomes the commit's id: the same command has one effect however often it comes. */
  readonly commandId?: string | undefined;
  /** Identifies the command's content; the same id with another one is `CommandIdReused`. */
  readonly fingerprint?: string | undefined;
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
  options: HandleOptions<Command, Event>,
): Promise<Handled<State, Event>> {
  const { stream, command, codec, commandId, fingerprint } = options;

  async function decide(
    tx: Transaction,
  ): Promise<Pick<Handled<State, Event>, "state" | "version">> {
    const { stored } = await tx.readStream(stream);
    const before = fold(decider, codec, stream, stored);
    const decided = decider.decide(command, before);
    if (decided.length > 0) tx.append(stream, decided.map(codec.encode));
    return {
      state: decided.reduce(decider.evolve, before),
      version: stored.length + decided.length,
    };
  }

  const { result, committed, repeated } = await unitOfWork(ports, decide, {
    ...options,
    metadata: commandId === undefined ? options.metadata : { ...options.metadata, commandId },
    idempotency: commandId === undefined ? undefined : {
      id: commandId,
      fingerprint,
      encode: ({ version }) => version,
      // The state is not kept: it is folded again below.
      decode: (version) => ({ state: decider.initial, version: Number(version) }),
    },
  });
  const { version } = result;
  return {
    state: repeated ? await stateAt(ports, decider, codec, stream, version) : result.state,
    version,
    position: committed?.position ?? await ports.store.head(),
    events: (committed?.events ?? []).map(codec.decode),
    repeated,
  };
}

/** Folds a stream up to a version. */
async function stateAt<State, Event extends DomainEvent>(
  { store }: Pick<UnitOfWorkPorts, "store">,
  decider: Decider<never, State, Event>,
  codec: EventCodec<Event>,
  stream: string,
  version: number,
): Promise<State> {
  return fold(decider, codec, stream, await store.readStream(stream, { limit: version }));
}
