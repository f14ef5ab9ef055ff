/** Deno as the host of a process. */

import type { Host } from "./main_host.ts";

/** Gives Deno's own ways. */
export function denoHost(): Host {
  return {
    environment: Deno.env.toObject(),
    isTerminal: Deno.stderr.isTerminal(),
    onSignal: (signal, act) => Deno.addSignalListener(signal, act),
    onUncaught: (note) => {
      addEventListener("unhandledrejection", (event) => {
        event.preventDefault();
        note(event.reason);
      });
      addEventListener("error", (event) => {
        event.preventDefault();
        note(event.error);
      });
    },
    exit: (code) => Deno.exit(code),
  };
}
