/** The list of guarantees, and the check that each is tested and each test is listed. */

/** One row of the list: a fault that does not exist here, and the tests that would see it. */
export interface Guarantee {
  readonly id: string;
  readonly sentence: string;
  readonly files: readonly string[];
}

/** Texts of files by their path below the root. */
export type Texts = Readonly<Record<string, string>>;

/** Reads the rows `| id | guarantee | test file |`; several files are parted by commas. */
export function readGuarantees(markdown: string): readonly Guarantee[] {
  return markdown.split("\n").flatMap((line) => {
    const [, id = "", sentence = "", files = ""] = line.split("|").map((cell) => cell.trim());
    if (!/^[A-Z]+-\d+$/.test(id)) return [];
    return [{
      id,
      sentence,
      files: files.split(",").map((file) => file.replaceAll("`", "").trim()),
    }];
  });
}

/**
 * Says what does not fit together: a listed id without a test in its file or without a planted
 * fault, an id listed twice, and an id of a test or a fault that is not listed.
 */
export function guaranteeProblems(
  list: readonly Guarantee[],
  tests: Texts,
  faults: ReadonlySet<string>,
): readonly string[] {
  return [
    ...list.flatMap(({ id, sentence }) => sentence === "" ? [`${id} says nothing`] : []),
    ...repeated(list).map((id) => `${id} is listed twice`),
    ...list.flatMap(({ id, files }) => untested(id, files, tests)),
    ...unlisted(list, tests),
    ...list.filter(({ id }) => !faults.has(id)).map(({ id }) => `${id} has no planted fault`),
    ...[...faults].filter((id) => !isListed(id, list)).map((id) => `The fault ${id} is not listed`),
  ];
}

/** Lists the ids that stand at the start of test names: `"[L-3] fifty at once: one wins"`. */
export function testedIds(source: string): ReadonlySet<string> {
  const names = source.matchAll(/["'`](?:\[[A-Z]+-\d+\] ?)+/g);
  return new Set([...names].flatMap(([name]) => name.match(/[A-Z]+-\d+/g) ?? []));
}

function repeated(list: readonly Guarantee[]): readonly string[] {
  const ids = list.map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}

function untested(id: string, files: readonly string[], tests: Texts): readonly string[] {
  return files
    .filter((file) => !testedIds(tests[file] ?? "").has(id))
    .map((file) => `${id} has no test named [${id}] in "${file}"`);
}

function unlisted(list: readonly Guarantee[], tests: Texts): readonly string[] {
  return Object.entries(tests).flatMap(([file, text]) =>
    [...testedIds(text)].filter((id) => !isListed(id, list)).map((id) =>
      `${id} of ${file} is not listed`
    )
  );
}

function isListed(id: string, list: readonly Guarantee[]): boolean {
  return list.some((guarantee) => guarantee.id === id);
}
