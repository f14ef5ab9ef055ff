import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { entryPoints } from "../project.ts";
import { undocumented } from "./documented.ts";

Deno.test("undocumented lists nothing of a documented module", async () => {
  const found = await undocumentedIn(`
    /**
     * Lamps.
     * @module
     */
    /** Switches on. */
    export function on(): void {}
    function inner(): void {}
  `);

  assertEquals(found, []);
});

Deno.test("undocumented lists symbols without a doc comment, also re-exported ones", async () => {
  const found = await undocumentedIn(`
    /**
     * Lamps.
     * @module
     */
    export const bare = 1;
    export type Bare = string;
    export { lamp } from "./lamp.ts";
  `);

  assertEquals(found.map((line) => /"(\w+)"/.exec(line)?.[1]), ["bare", "Bare", "lamp"]);
});

Deno.test("undocumented takes one documented overload for all", async () => {
  const found = await undocumentedIn(`
    /**
     * Lamps.
     * @module
     */
    /** Switches on. */
    export function on(room: string): void;
    export function on(room: number): void;
    export function on(_room: unknown): void {}
  `);

  assertEquals(found, []);
});

Deno.test("undocumented lists an entry point without a module doc", async () => {
  const found = await undocumentedIn(`
    import "./lamp.ts";
    /** Switches on. */
    export function on(): void {}
  `);

  assertEquals(found.map((line) => line.split(": ")[1]), ["no module doc"]);
});

Deno.test("every entry point of the package is documented", async () => {
  assertEquals(await undocumented(Object.values(entryPoints)), []);
});

async function undocumentedIn(source: string): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "lamp.ts"), "export const lamp = 1;");
    await Deno.writeTextFile(join(folder, "mod.ts"), source);
    return await undocumented([join(folder, "mod.ts")]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
