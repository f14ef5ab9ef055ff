/** Reading what test runners write as JUnit XML. */

/** How one test ended. */
export interface TestResult {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
}

/** Reads the tests of a report. */
export function readJunit(xml: string): readonly TestResult[] {
  const cases = xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs);
  return Array.from(cases, ([, attributes = "", body = ""]) => ({
    name: attribute(attributes, "name"),
    outcome: outcomeOf(body),
  }));
}

function outcomeOf(body: string): TestResult["outcome"] {
  if (/<skipped\b/.test(body)) return "skipped";
  return /<(failure|error)\b/.test(body) ? "failed" : "passed";
}

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, word) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return entities[word] ?? whole;
  });
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
