/** Codecs: domain events to stored events and back, across versions of their shapes. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { NewEvent, Recorded } from "../store/store.ts";
import { readAs, type Schema } from "../store/upcast.ts";

/** The shape of each event type's data. */
export type EventSchemas<E extends DomainEvent> = {
  readonly [Type in E["type"]]: Schema<Extract<E, { readonly type: Type }>["data"]>;
};

/** The events of one context, to and from the log. */
export interface EventCodec<E extends DomainEvent> {
  readonly types: readonly E["type"][];
  /** Adds today's schema version. */
  readonly encode: (event: E) => NewEvent;
  /**
   * Upcasts and validates.
   *
   * @throws {EventFromTheFuture | InvalidEvent}
   */
  readonly decode: (event: Recorded) => Recorded<E>;
}

/** A stored event has a newer shape, or a type, that this version of the software does not know. */
export class EventFromTheFuture extends DomainError {
  override readonly code = "events/from-the-future";
  override readonly kind = "unavailable";
  readonly type: string;
  readonly position: number;

  constructor({ type, position }: Recorded, schemaVersion: number) {
    super(
      `Cannot read ${type} at ${position}: its schema version ${schemaVersion} is not known yet`,
    );
    this.type = type;
    this.position = position;
  }
}

/** A stored event does not have the shape of its type and version. */
export class InvalidEvent extends DomainError {
  override readonly code = "events/invalid";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly type: string;
  readonly position: number;

  constructor({ type, position }: Recorded, options?: ErrorOptions) {
    super(`Cannot read ${type} at ${position}: its data has another shape`, options);
    this.type = type;
    this.position = position;
  }
}

/**
 * Makes the codec of a context from the shapes of its events.
 *
 * @example
 * ```ts
 * import { eventCodec } from "@portico/core";
 *
 * type LampLit = { readonly type: "LampLit"; readonly data: { readonly room: string } };
 *
 * const codec = eventCodec<LampLit>({
 *   LampLit: { version: 1, parse: (data) => data as LampLit["data"] },
 * });
 * codec.encode({ type: "LampLit", data: { room: "hall" } }).metadata; // { schemaVersion: 1 }
 * ```
 */
export function eventCodec<E extends DomainEvent>(schemas: EventSchemas<E>): EventCodec<E> {
  const byType = new Map<string, Schema<E["data"]>>(Object.entries(schemas));
  return {
    types: [...byType.keys()] as E["type"][],
    encode: (event) => ({
      type: event.type,
      data: event.data,
      metadata: { schemaVersion: byType.get(event.type)?.version ?? 1 },
    }),
    decode: (event) => {
      const schema = byType.get(event.type);
      const version = event.metadata.schemaVersion ?? 1;
      if (schema === undefined || version > schema.version) {
        throw new EventFromTheFuture(event, version);
      }
      try {
        return { ...event, data: readAs(schema, version, event.data) } as Recorded<E>;
      } catch (cause) {
        throw new InvalidEvent(event, { cause });
      }
    },
  };
}
