/** States in a word and a colour. */

import type { Html } from "./html.ts";

/** How a state is meant. */
export type Tone = "good" | "quiet" | "bad";

/** Shows a state; the word says what the colour says. */
export function StatusMark({ tone, word }: { readonly tone: Tone; readonly word: string }): Html {
  return <span class={`mark ${tone}`}>{word}</span>;
}
