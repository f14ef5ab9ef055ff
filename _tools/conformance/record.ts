/**
 * Prints what test files register, as JSON: the names of the tests of each file, in order. None of
 * them is run.
 */

import { pathToFileURL } from "node:url";

type Registered = string | { readonly name?: string };

const names: string[] = [];
const register = (test: Registered) => {
  names.push(typeof test === "string" ? test : test.name ?? "");
};
Object.defineProperty(Deno, "test", {
  value: Object.assign(register, { ignore: register, only: register }),
});
// Skipped cases print why; only the answer is to be read.
console.info = () => {};

const byFile: Record<string, readonly string[]> = {};
for (const file of Deno.args) {
  await import(pathToFileURL(file).href);
  byFile[file] = names.splice(0);
}
console.log(JSON.stringify(byFile));
Deno.exit();
