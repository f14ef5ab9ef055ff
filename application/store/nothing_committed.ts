/** The answer to a commit that has nothing to do, check or remember. */

import { fromJsonText } from "./json_text.ts";
import type { Committed } from "./store.ts";

/** Answers such a commit at a position of the log; its outcome is JSON text. */
export function nothingCommitted(position: number, outcome: string | undefined): Committed {
  const result = {
    position,
    events: [],
    streamVersions: [],
    documentVersions: [],
    repeated: false,
  };
  return outcome === undefined ? result : { ...result, outcome: fromJsonText(outcome) };
}
