/** Tries faults, several at a time. */

import type { Fault } from "./fault.ts";
import { judgeFault, type Verdict } from "./judge_fault.ts";
import { copyProject } from "./project_copy.ts";

/** Where faults are tried, and who hears of it. */
export interface FaultRun {
  /** The project, which is copied. */
  readonly root: string;
  /** How many copies there are to try faults in at the same time. */
  readonly copies: number;
  readonly tell: (verdict: Verdict, fault: Fault) => void;
}

/** Tries each fault in a copy of the project and answers how many were caught. */
export async function runFaults(
  faults: readonly Fault[],
  { root, copies, tell }: FaultRun,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const waiting = [...faults];
  let passed = 0;

  async function work(): Promise<void> {
    await using copy = await copyProject(root);
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      const verdict = await judgeFault(copy.root, fault);
      if (verdict.caught) passed++;
      tell(verdict, fault);
    }
  }

  await Promise.all(Array.from({ length: Math.min(copies, faults.length) }, work));
  return { passed, failed: faults.length - passed };
}
