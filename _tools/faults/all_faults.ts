/** The planted faults, one file each: `f_4.ts`, and `f_4_relay.ts` where an id has several. */

import type { Fault } from "./fault.ts";

/** Loads every fault beside this file, ordered by id. */
export async function allFaults(): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
    if (/^[a-z]+_\d+(_[a-z]+)?\.ts$/.test(name)) faults.push(await load(name));
  }
  return faults.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

async function load(name: string): Promise<Fault> {
  const { fault }: { readonly fault?: Fault } = await import(`./${name}`);
  if (fault === undefined) throw new TypeError(`${name} exports no fault`);
  if (!name.replace(".", "_").startsWith(`${fault.id.toLowerCase().replace("-", "_")}_`)) {
    throw new TypeError(`${name} holds the fault ${fault.id}`);
  }
  return fault;
}
