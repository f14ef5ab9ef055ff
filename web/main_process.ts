/** The life of a process: start, run until it is told to stop, stop in order, say how it went. */

import { type Config, readConfig } from "../adapters/composition/config.ts";
import type { Log } from "../application/ports.ts";
import { findHost, type Host } from "./main_host.ts";
import { troubleOf } from "./main_trouble.ts";

/** What a process does, once started. */
export interface Running {
  readonly log: Log;
  /** Rejects when it cannot go on. */
  readonly failure: Promise<never>;
  /** Finishes what is in flight and closes everything. */
  readonly stop: () => Promise<void>;
}

/** What a process is for. */
export interface Program {
  /** What the environment must say, whatever it says. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Starts it; when it throws, nothing stays open. */
  readonly start: (config: Config) => Promise<Running>;
}

/**
 * Runs until SIGINT or SIGTERM, then stops in order and ends the process with code 0; a second signal
 * ends it at once. Ends with 2 when the configuration is bad, and with 1 when it cannot start, go on
 * or stop; standard error says why. What nobody caught is logged and ends nothing: state is changed by
 * commits alone, so no error can leave it half-changed.
 */
export async function runProcess({ start, settings = {} }: Program): Promise<void> {
  const host = await findHost();
  const stopAsked = firstSignal(host);
  let running: Running | undefined;
  host.onUncaught((error) => {
    if (running === undefined) console.error("An error was not caught:", error);
    else running.log.error("an error was not caught", { error });
  });
  let code = 0;
  try {
    running = await start(configOf(host, settings));
    await Promise.race([stopAsked, running.failure]);
  } catch (error) {
    code = tell(error);
  }
  try {
    await running?.stop();
  } catch (error) {
    code = tell(error);
  }
  host.exit(code);
}

function configOf({ environment, isTerminal }: Host, settings: Program["settings"]): Config {
  const config = readConfig({ ...environment, ...settings });
  return { ...config, log: { ...config.log, format: isTerminal ? "text" : "json" } };
}

/** Resolves at the first signal; the second one ends the process, with its number as is the custom. */
function firstSignal(host: Host): Promise<void> {
  const first = Promise.withResolvers<void>();
  let asked = false;
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    host.onSignal(signal, () => {
      if (asked) host.exit(code);
      asked = true;
      first.resolve();
    });
  }
  return first.promise;
}

function tell(error: unknown): number {
  const { lines, code } = troubleOf(error);
  for (const line of lines) console.error(line);
  return code;
}
