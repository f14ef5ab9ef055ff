/** What projections and their readers can answer instead of a result. */

import { DomainError } from "../../domain/kernel/errors.ts";

/** A list was continued after the generation that its cursor is of was replaced. */
export class CursorExpired extends DomainError {
  override readonly code = "projections/cursor-expired";
  override readonly kind = "conflict";
  readonly projection: string;

  constructor(projection: string) {
    super(`Cannot continue the list: "${projection}" was rebuilt since; start from its beginning`);
    this.projection = projection;
  }
}

/** A reader asked for a position that the log does not have. */
export class PositionBeyondHead extends DomainError {
  override readonly code = "projections/position-beyond-head";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly position: number;
  readonly head: number;

  constructor(position: number, head: number) {
    super(`Cannot read as of position ${position}: the log ends at ${head}`);
    this.position = position;
    this.head = head;
  }
}

/** A projection did not reach the position that a reader asked for in time. */
export class NotConsistentYet extends DomainError {
  override readonly code = "projections/not-consistent-yet";
  override readonly kind = "unavailable";
  readonly projection: string;
  readonly position: number;

  constructor(projection: string, position: number) {
    super(`Cannot read "${projection}" as of position ${position} yet: it is still behind`);
    this.projection = projection;
    this.position = position;
  }
}

/** A projection's views were folded by another definition, and cannot be read until it is rebuilt. */
export class ProjectionNotRebuilt extends DomainError {
  override readonly code = "projections/not-rebuilt";
  override readonly kind = "unavailable";
  readonly projection: string;

  constructor(projection: string, options?: ErrorOptions) {
    super(`Cannot read "${projection}" until it is rebuilt: its views have another shape`, options);
    this.projection = projection;
  }
}

/** The store holds, or is about to hold, a newer definition of a projection than this one. */
export class ProjectionOutdated extends DomainError {
  override readonly code = "projections/outdated";
  override readonly kind = "unavailable";
  readonly projection: string;

  constructor(projection: string) {
    super(`Cannot run "${projection}": a newer definition of it is in use`);
    this.projection = projection;
  }
}

/** The rebuild of a projection stopped at an event; what served before goes on serving. */
export class RebuildHalted extends DomainError {
  override readonly code = "projections/rebuild-halted";
  override readonly kind = "unavailable";
  readonly projection: string;
  readonly position: number;

  constructor(projection: string, position: number, options?: ErrorOptions) {
    super(`The rebuild of "${projection}" halted at ${position}`, options);
    this.projection = projection;
    this.position = position;
  }
}

/** A fold gave a view that cannot be written: its encoding, or one of its keys, throws. */
export class InvalidView extends DomainError {
  override readonly code = "projections/invalid-view";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly projection: string;
  readonly id: string;

  constructor(projection: string, id: string, options?: ErrorOptions) {
    super(`Cannot write the view ${JSON.stringify(id)} of "${projection}"`, options);
    this.projection = projection;
    this.id = id;
  }
}

/** No projection of this name ever ran on the store. */
export class ProjectionNotFound extends DomainError {
  override readonly code = "projections/not-found";
  override readonly kind = "not-found";
  readonly projection: string;

  constructor(projection: string) {
    super(`Projection ${JSON.stringify(projection)} not found`);
    this.projection = projection;
  }
}
