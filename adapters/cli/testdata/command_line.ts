/** The command line over an application in memory, for tests. */

import type { Runnable } from "../../../application/events/runnable.ts";
import type { Application } from "../../composition/application.ts";
import { type Binding, value } from "../../composition/binding.ts";
import { compose } from "../../composition/compose.ts";
import { readConfig } from "../../composition/config.ts";
import { CLOCK, LOG, NEW_ID, RANDOM } from "../../composition/tokens.ts";
import {
  type MemoryClock,
  memoryClock,
  type MemoryLog,
  memoryLog,
  seededRandom,
  sequentialIds,
} from "../../memory/mod.ts";
import type { Operations } from "../operations.ts";
import { runProgram } from "../program.ts";

/** What a command came to. */
export interface Outcome {
  readonly code: number;
  readonly out: readonly string[];
  readonly errors: readonly string[];
}

/** A command line in the test's hand. */
export interface CommandLine extends AsyncDisposable {
  readonly application: Application;
  readonly clock: MemoryClock;
  readonly log: MemoryLog;
  /** How often the application was opened and closed. */
  readonly uses: { opened: number; closed: number };
  /** Lets time pass until something is there. */
  readonly whilePassing: <Result>(done: Promise<Result>) => Promise<Result>;
  /** Runs a command, while time passes for it. */
  readonly run: (...args: readonly string[]) => Promise<Outcome>;
  /** Runs a command that must be done, and gives what it writes to programs. */
  readonly json: (...args: readonly string[]) => ReturnType<Response["json"]>;
  /** Runs a command that must be done, and gives the one line that it writes. */
  readonly line: (...args: readonly string[]) => Promise<string>;
}

/** What is otherwise than usual. */
export interface Given extends Partial<Pick<Operations, "worker">> {
  readonly subscriptions?: readonly Runnable[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly bind?: readonly Binding[];
  /** Changes what commands call. */
  readonly change?: (operations: Operations) => Operations;
}

/** Opens an application with its command line. */
export async function commandLine(given: Given = {}): Promise<CommandLine> {
  const { worker = "inside", environment = {}, bind = [], change = (same) => same } = given;
  const [clock, log] = [memoryClock(), memoryLog()];
  const application = await compose(readConfig({ STORE_URL: "memory:", ...environment }), [
    ...[value(CLOCK, clock), value(LOG, log), value(NEW_ID, sequentialIds("id-"))],
    value(RANDOM, seededRandom(1)),
    ...bind,
  ]);
  const uses = { opened: 0, closed: 0 };
  const { subscriptions = application.subscriptions } = given;
  const open = (): Promise<Operations> => {
    uses.opened++;
    const close = () => Promise.resolve(void uses.closed++);
    return Promise.resolve(
      change({ ...application, subscriptions, worker, [Symbol.asyncDispose]: close }),
    );
  };

  async function whilePassing<Result>(done: Promise<Result>): Promise<Result> {
    let isOver = false;
    done.finally(() => isOver = true).catch(() => {});
    for (let turn = 0; !isOver; turn++) {
      if (turn > 5000) throw new Error("It does not end");
      // First at the pace of what happens, then of what only waits.
      clock.advance(turn < 100 ? 10 : 100);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return await done;
  }

  async function run(...args: readonly string[]): Promise<Outcome> {
    const [out, errors]: [string[], string[]] = [[], []];
    const code = await whilePassing(runProgram(args, {
      open,
      write: (line) => out.push(line),
      writeError: (line) => errors.push(line),
    }));
    return { code, out, errors };
  }

  async function line(...args: readonly string[]): Promise<string> {
    const { code, out: [only = "", ...more], errors } = await run(...args);
    if (code === 0 && more.length === 0) return only;
    throw new Error(`${args.join(" ")} ended with ${code}: ${errors.join("\n")}`);
  }

  return {
    application,
    clock,
    log,
    uses,
    whilePassing,
    run,
    line,
    json: async (...args) => JSON.parse(await line(...args, "--json")),
    [Symbol.asyncDispose]: () => application[Symbol.asyncDispose](),
  };
}
