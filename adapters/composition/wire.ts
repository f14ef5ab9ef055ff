/** Putting pieces together with a container of their own, all of them or none. */

import { Container, type InjectionToken } from "@needle-di/core";
import type { Binding } from "./binding.ts";
import { CompositionFailed, type CompositionProblem } from "./composition_failed.ts";
import { graphOf, graphProblems, neededBy } from "./graph.ts";
import { resources } from "./resources.ts";
import { portName } from "./tokens.ts";

/** A port and what stands behind it. */
export interface Wire {
  readonly port: string;
  readonly adapter: string;
}

/** Pieces that were put together. */
export interface Wired {
  /** Gives the piece behind a port that was bound. */
  readonly get: <Port>(token: InjectionToken<Port>) => Port;
  /** Gives the piece behind a port that need not be bound. */
  readonly find: <Port>(token: InjectionToken<Port>) => Port | undefined;
  /** Which adapter stands behind each port. */
  readonly wiring: readonly Wire[];
  /**
   * Closes what was made, in the reverse order of its making.
   *
   * @throws {CompositionFailed} naming what could not be closed, after everything else was
   */
  readonly close: () => Promise<void>;
}

/**
 * Makes every piece at once. Of two bindings of one port the later one holds.
 *
 * @throws {CompositionFailed} with every problem there is; nothing is left open
 */
export async function wire(bindings: readonly Binding[]): Promise<Wired> {
  const graph = graphOf(bindings);
  const wrong = graphProblems(graph);
  if (wrong.length > 0) throw new CompositionFailed(wrong);
  const open = resources();
  const problems: CompositionProblem[] = [];
  const container = new Container();

  async function make({ token, make, owned }: Binding): Promise<unknown> {
    const port = portName(token);
    try {
      const piece = await make(container);
      if (owned) open.opened(port, piece);
      return piece;
    } catch (error) {
      if (error instanceof NeedFailed) throw error;
      problems.push({ port, neededBy: neededBy(graph, token), reason: "failed", error });
      throw new NeedFailed();
    }
  }

  for (const binding of graph.values()) {
    container.bind({ provide: binding.token, async: true, useFactory: () => make(binding) });
  }
  await Promise.allSettled([...graph.keys()].map((token) => container.getAsync(token)));
  if (problems.length > 0) {
    throw new CompositionFailed([...problems, ...(await open.close()).map(notClosed)]);
  }
  return {
    get: (token) => container.get(token),
    find: (token) => container.get(token, { optional: true }),
    wiring: [...graph.values()].map(({ token, adapter }) => ({ port: portName(token), adapter })),
    close: async () => {
      const failed = await open.close();
      if (failed.length > 0) throw new CompositionFailed(failed.map(notClosed));
    },
  };
}

/** Takes the place of an error that was noted where it came from. */
class NeedFailed extends Error {}

function notClosed(
  { name, error }: { readonly name: string; readonly error: unknown },
): CompositionProblem {
  return { port: name, neededBy: [], reason: "not-closed", error };
}
