/** Parsing several fields of one input, so that everything wrong with it is said at once. */

import { InvalidInput, type Issue } from "./errors.ts";

/** Gives the value of one field, or throws {@linkcode InvalidInput}. */
export type FieldParser = () => unknown;

/** What each parser gave, under the field's name. */
export type ParsedFields<Fields extends Readonly<Record<string, FieldParser>>> = {
  readonly [Name in keyof Fields]: ReturnType<Fields[Name]>;
};

/**
 * Runs the parser of every field; issues are put under the field's name.
 *
 * @throws {InvalidInput} with the issues of all fields
 */
export function parseFields<Fields extends Readonly<Record<string, FieldParser>>>(
  what: string,
  fields: Fields,
): ParsedFields<Fields> {
  const issues: Issue[] = [];
  const parsed = Object.entries(fields).map(([name, parse]) => {
    try {
      return [name, parse()] as const;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      issues.push(
        ...error.issues.map(({ path, message }) => ({ path: under(name, path), message })),
      );
      return [name, undefined] as const;
    }
  });
  if (issues.length > 0) throw new InvalidInput(what, issues);
  return Object.fromEntries(parsed) as ParsedFields<Fields>;
}

function under(name: string, path: string): string {
  return path === "" ? name : `${name}.${path}`;
}
