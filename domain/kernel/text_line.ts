/** One line of text as people type it: names, titles, who something belongs to. */

import { InvalidInput } from "./errors.ts";

/**
 * Parses a line with something to see in it; blanks around it are dropped.
 *
 * @param longest in characters (code points)
 * @throws {InvalidInput}
 */
export function parseTextLine(what: string, input: unknown, longest: number): string {
  const line = typeof input === "string" ? input.trim().normalize("NFC") : "";
  const wrong = problemOf(line, longest);
  if (wrong !== undefined) throw new InvalidInput(what, [{ path: "", message: wrong }]);
  return line;
}

function problemOf(line: string, longest: number): string | undefined {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(line)) return "must not be blank";
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(line)) return "must not have control characters";
  if ([...line].length > longest) return `must have at most ${longest} characters`;
  return undefined;
}
