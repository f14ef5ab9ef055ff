/** `deno task faults [id ...]`: puts each known fault back into a copy and sees its test go red. */

import { projectRoot } from "../project.ts";
import { allFaults } from "./all_faults.ts";
import type { Verdict } from "./judge_fault.ts";
import { runFaults } from "./run_faults.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(ids: readonly string[]): Promise<number> {
  const faults = await allFaults();
  const unknown = ids.filter((id) => !faults.some((fault) => fault.id === id));
  if (unknown.length > 0) {
    console.error(`There is no fault ${unknown.join(", ")}`);
    return 2;
  }
  const chosen = faults.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const { passed, failed } = await runFaults(chosen, {
    root: projectRoot,
    copies: 2,
    tell: (verdict, { mistake }) => console.log(line(verdict, mistake)),
  });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function line({ id, caught, says }: Verdict, mistake: string): string {
  return `[${id}] ${caught ? "caught" : `NOT caught (${mistake})`}: ${says}`;
}
