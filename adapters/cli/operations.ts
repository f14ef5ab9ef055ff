/** What the command line can do. */

import type { DeadLetters } from "../../application/events/dead_letters.ts";
import type { ProjectionStatus } from "../../application/events/projection_status.ts";

/** Everything that commands call; opened when a command runs, closed after it. */
export interface Operations extends AsyncDisposable {
  readonly projections: ProjectionOperations;
  readonly deadLetters: DeadLetters;
}

/** How projections are doing, and what can be asked of them. */
export interface ProjectionOperations {
  readonly status: () => Promise<readonly ProjectionStatus[]>;
  /** @throws {ProjectionNotFound} */
  readonly rebuild: (name: string, actor: string) => Promise<void>;
}

/** Gives the operations. */
export type OpenOperations = () => Promise<Operations>;
