/** Which tests of a file to run, so that a fault's run is short. */

/**
 * Gives a pattern for `deno test --filter` that keeps the tests of an id. The filter sees top-level
 * names only, so suites with a test of the id are kept whole. Nothing when a suite's name cannot be
 * read: then everything is run.
 */
export function testFilter(source: string, id: string): string | undefined {
  const mark = `[${id}]`;
  const names = topLevelStatements(source)
    .filter((statement) => statement.startsWith("describe(") && statement.includes(mark))
    .map((statement) => /^describe\(\s*"((?:[^"\\]|\\.)*)"/.exec(statement)?.[1]);
  if (names.includes(undefined)) return undefined;
  const suites = names.map((name) => `^${escaped(JSON.parse(`"${name}"`))}$`);
  return `/${[escaped(mark), ...suites].join("|")}/`;
}

/** Formatted code begins a statement at the start of a line, and only there. */
function topLevelStatements(source: string): readonly string[] {
  return source.split(/^(?=[A-Za-z])/m);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
