/** What comes with a command from outside, whatever the command is. */

import type { Metadata } from "./store/store.ts";

/** Who asked, on behalf of what, and whether it was asked before. */
export interface CommandContext {
  /** The same command id has one effect and one answer, for as long as receipts are kept. */
  readonly commandId?: string | undefined;
  /** Identifies the command's content; the same id with another one is `CommandIdReused`. */
  readonly fingerprint?: string | undefined;
  /** Correlation, causation, actor and trace for the events the command leads to. */
  readonly metadata?: Metadata | undefined;
}

/** What the events of a command are given: its metadata, and the id of the command if it has one. */
export function metadataOf({ metadata, commandId }: CommandContext): Metadata | undefined {
  return commandId === undefined ? metadata : { ...metadata, commandId };
}
