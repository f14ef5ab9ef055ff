/** Who reads the answer: a program, or a person with a browser. */

import { accepts } from "hono/accepts";
import type { AppContext } from "./app_env.ts";

/** Tells whether the client would rather have HTML than JSON; who does not say gets JSON. */
export function wantsHtml(c: AppContext): boolean {
  c.header("Vary", "Accept");
  const supports = ["application/json", "text/html"];
  return accepts(c, { header: "Accept", supports, default: "application/json" }) === "text/html";
}
