/**
 * The command line as a program: `deno task cli`.
 *
 * @module
 */

import process from "node:process";
import type { Application } from "../composition/application.ts";
import { readConfig } from "../composition/config.ts";
import { maskUrls } from "../logtape/masking.ts";
import type { Operations } from "./operations.ts";
import { runProgram } from "./program.ts";

const writeError = (line: string) => console.error(maskUrls(line));

try {
  process.exitCode = await runProgram(process.argv.slice(2), {
    open: openOperations,
    write: (line) => console.log(line),
    writeError,
  });
} catch (error) {
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  writeError(`Something unforeseen went wrong: ${text}`);
  process.exitCode = 1;
}

async function openOperations(): Promise<Operations> {
  const config = readConfig(process.env);
  // Who asks for help needs nothing of it.
  const { compose } = await import("../composition/compose.ts");
  const application = await compose({ ...config, log: { format: "text", level: "error" } });
  return { ...application, subscriptions: forCommands(application), worker: config.worker };
}

/** A command is gone before anybody answers: what is told on a bus is left to those who stay. */
function forCommands({ subscriptions, messaging }: Application): Operations["subscriptions"] {
  return subscriptions.filter(({ name }) => name !== messaging?.relay);
}
