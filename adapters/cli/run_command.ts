/** How commands run: the application is opened, used and closed, and what came of it is said. */

import type { Command } from "commander";
import type { CommandContext } from "../../application/command_context.ts";
import type { Outstanding } from "../../application/events/outstanding.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import { attend } from "./attend.ts";
import { actorOf, type CommandSetting, type Said, say } from "./command_setting.ts";
import { untilFollowed, untilHandled, untilNotNow } from "./follow.ts";
import type { Operations } from "./operations.ts";

/** Looks something up and says it. */
export async function read(
  { open, write }: CommandSetting,
  command: Command,
  find: (operations: Operations) => Promise<Said>,
): Promise<void> {
  await using operations = await open();
  say(command, write, await find(operations));
}

/** Looks something up in views, which are brought up to date before, and says it. */
export async function readViews(
  setting: CommandSetting,
  command: Command,
  find: (operations: Operations, consistentWith: number) => Promise<Said>,
): Promise<void> {
  await read(setting, command, async (operations) => {
    const { ports } = operations;
    const views = viewsOf(operations);
    const head = await ports.store.head();
    await attend(operations, views, async (signal) => {
      await inTime(signal, () => untilHandled(ports, views, head, signal));
    });
    // It is refused when they still are behind.
    return await find(operations, head);
  });
}

/** Those of the subscriptions that have no effect outside of the store. */
export function viewsOf({ subscriptions }: Operations): readonly Runnable[] {
  return subscriptions.filter((each) => !("handle" in each || "runner" in each));
}

/** What is at hand while what follows from a command is seen to. */
export interface Attended {
  readonly operations: Operations;
  /** Aborted when the command has stayed long enough. */
  readonly signal: AbortSignal;
}

/**
 * Changes something and says at once what came of it; then stays until what follows is done, for a
 * while. When the change is refused, nothing was asked for and nothing follows.
 */
export async function change<Asked>(
  { open, write, writeError }: CommandSetting,
  command: Command,
  ask: (operations: Operations, context: CommandContext) => Promise<Asked>,
  answer: (asked: Asked, attended: Attended) => Said | Promise<Said>,
): Promise<void> {
  await using operations = await open();
  const { ports, subscriptions } = operations;
  const after = await ports.store.head();
  const correlationId = ports.newId();
  const asked = await ask(operations, { metadata: { correlationId, actor: actorOf(command) } });
  await attend(operations, subscriptions, async (signal) => {
    try {
      say(command, write, await answer(asked, { operations, signal }));
    } finally {
      const cause = { correlationId, after };
      const isDone = await inTime(
        signal,
        () => untilFollowed(ports, subscriptions, cause, signal),
      );
      if (isDone !== true) writeError(NOT_DONE);
    }
  });
}

/** Something that was asked of whoever runs the subscriptions. */
export interface Requested {
  /** Tells what was asked for. */
  readonly said: Said;
  /** Who has to do it. */
  readonly of: readonly Runnable[];
  /** Tells whether there is something to do for it yet. */
  readonly look: () => Promise<Outstanding>;
}

/** Asks for something and says so; then stays until it is done, and what follows, for a while. */
export async function request(
  { open, write, writeError }: CommandSetting,
  command: Command,
  ask: (operations: Operations, actor: string) => Promise<Requested>,
): Promise<void> {
  await using operations = await open();
  const { ports } = operations;
  const { said, of, look } = await ask(operations, actorOf(command));
  say(command, write, said);
  await attend(operations, of, async (signal) => {
    const left = await inTime(signal, async () => {
      const left = await untilNotNow(ports.clock, look, signal);
      await untilHandled(ports, of, await ports.store.head(), signal);
      return left;
    });
    if (left !== "nothing") writeError(NOT_DONE);
  });
}

const NOT_DONE =
  "Not all that follows is done yet: it is in the store, for whoever runs the subscriptions";

/** Gives what some work comes to, or `undefined` when the signal is aborted before. */
async function inTime<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!signal.aborted) throw error;
    return undefined;
  }
}
