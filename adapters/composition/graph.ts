/** The graph of pieces, looked at before anything is made. */

import type { InjectionToken } from "@needle-di/core";
import type { Binding } from "./binding.ts";
import type { CompositionProblem } from "./composition_failed.ts";
import { portName } from "./tokens.ts";

/** The pieces of one application, one for each port. */
export type Graph = ReadonlyMap<InjectionToken<unknown>, Binding>;

/** Makes the graph of bindings; of two for one port the later one holds. */
export function graphOf(bindings: readonly Binding[]): Graph {
  return new Map(bindings.map((binding) => [binding.token, binding]));
}

/** Lists the ports that nothing stands behind, and those that need themselves. */
export function graphProblems(graph: Graph): readonly CompositionProblem[] {
  const needed = new Set([...graph.values()].flatMap(({ needs }) => needs));
  const missing = [...needed].filter((token) => !graph.has(token));
  const circular = [...needed].filter((token) => reaches(graph, token, token));
  return [
    ...missing.map((token) => problem(graph, token, "missing")),
    ...circular.map((token) => problem(graph, token, "circular")),
  ];
}

/** Names the ports whose pieces ask for a port. */
export function neededBy(graph: Graph, token: InjectionToken<unknown>): readonly string[] {
  return [...graph.values()]
    .filter(({ needs }) => needs.includes(token))
    .map((binding) => portName(binding.token));
}

function problem(
  graph: Graph,
  token: InjectionToken<unknown>,
  reason: CompositionProblem["reason"],
): CompositionProblem {
  return { port: portName(token), neededBy: neededBy(graph, token), reason };
}

function reaches(
  graph: Graph,
  from: InjectionToken<unknown>,
  to: InjectionToken<unknown>,
  seen = new Set<InjectionToken<unknown>>(),
): boolean {
  return (graph.get(from)?.needs ?? []).some((need) => {
    if (need === to) return true;
    if (seen.has(need)) return false;
    seen.add(need);
    return reaches(graph, need, to, seen);
  });
}
