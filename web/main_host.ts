/** What a process can ask of the runtime that runs it. */

import type { Environment } from "../adapters/composition/config.ts";

/** The signals that ask a process to stop. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The runtime, as a process sees it. */
export interface Host {
  readonly environment: Environment;
  /** Whether people read standard error. */
  readonly isTerminal: boolean;
  readonly onSignal: (signal: StopSignal, act: () => void) => void;
  /** From now on, what nobody caught is handed over, and does not end the process. */
  readonly onUncaught: (note: (error: unknown) => void) => void;
  readonly exit: (code: number) => never;
}

/** Gives the runtime at hand: Deno, Bun or Node. */
export async function findHost(): Promise<Host> {
  // Deno could play Node, but it takes a while to learn the part.
  if ("Deno" in globalThis) return (await import("./main_host_deno.ts")).denoHost();
  return (await import("./main_host_node.ts")).nodeHost();
}
