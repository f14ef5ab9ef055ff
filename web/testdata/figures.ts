/** What long tests have measured, for whoever reads along. */

/** Prints a line of figures. */
export function tellFigures(line: string): void {
  // deno-lint-ignore portico/no-console -- figures are for people, and a test has no log
  console.log(line);
}
