/** The planted faults, one file each. */

import type { Fault } from "./fault.ts";

/** Loads every fault beside this file, ordered by id. */
export async function allFaults(): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
    if (/^[a-z]+_\d+\.ts$/.test(name)) faults.push(await load(name));
  }
  return faults.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

async function load(name: string): Promise<Fault> {
  const { fault }: { readonly fault?: Fault } = await import(`./${name}`);
  if (fault === undefined) throw new TypeError(`${name} exports no fault`);
  if (`${fault.id.toLowerCase().replace("-", "_")}.ts` !== name) {
    throw new TypeError(`${name} holds the fault ${fault.id}`);
  }
  return fault;
}
