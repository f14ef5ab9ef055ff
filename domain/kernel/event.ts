/** A fact of the business, named in the past tense. */

import type { Json } from "./json.ts";

/**
 * What every domain event has. Declare payloads as `type` aliases: a named interface is not
 * assignable to {@linkcode Json}.
 *
 * @example
 * ```ts
 * import type { DomainEvent } from "@portico/core";
 *
 * type LampSwitchedOn = { readonly type: "LampSwitchedOn"; readonly data: { readonly room: string } };
 *
 * const event: DomainEvent = { type: "LampSwitchedOn", data: { room: "hall" } } satisfies LampSwitchedOn;
 * ```
 */
export interface DomainEvent {
  readonly type: string;
  readonly data: Json;
}
