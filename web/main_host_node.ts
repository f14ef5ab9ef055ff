/** Node, or Bun, as the host of a process. */

import process from "node:process";
import type { Host } from "./main_host.ts";

/** Gives the ways of Node, which are Bun's too. */
export function nodeHost(): Host {
  return {
    environment: process.env,
    isTerminal: process.stderr.isTTY === true,
    onSignal: (signal, act) => void process.on(signal, act),
    onUncaught: (note) => {
      process.on("unhandledRejection", note);
      process.on("uncaughtException", note);
    },
    exit: (code) => process.exit(code),
  };
}
