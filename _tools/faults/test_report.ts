/** Reads what `deno test` reports of single tests, steps of suites included. */

/** What became of one test. */
export interface TestCase {
  /** Names of its suites and its own, parted by ` > `. */
  readonly name: string;
  /** `broken-off` when an error outside of every test ended the run. */
  readonly outcome: "passed" | "failed" | "skipped" | "broken-off";
  /** What a failed test threw. */
  readonly message: string;
}

/** Reads a report in the JUnit format. */
export function readTestReport(xml: string): readonly TestCase[] {
  const cases = xml.matchAll(/<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g);
  return [...cases].map(([, name = "", body = ""]) => ({
    name: unescaped(name),
    outcome: outcomeOf(body),
    message: unescaped(/<failure[^>]*>([\s\S]*?)<\/failure>/.exec(body)?.[1] ?? ""),
  }));
}

function outcomeOf(body: string): TestCase["outcome"] {
  if (body.includes("<failure")) return "failed";
  if (body.includes("<error")) return "broken-off";
  return body.includes("<skipped") ? "skipped" : "passed";
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|(\w+));/gi,
    (entity, code, name) =>
      code === undefined ? entities[name] ?? entity : String.fromCodePoint(parseInt(code, 16)),
  );
}
