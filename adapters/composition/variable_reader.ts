/** Reading variables one by one, and noting everything that is wrong with them. */

import type { z } from "zod";
import type { Issue } from "../../domain/kernel/errors.ts";
import type { Environment } from "./config.ts";

/** What one variable must look like; made when there is something to read. */
export type VariableShape<Value> = () => z.ZodType<Value, string>;

/** Reads variables; what is wrong with them becomes an issue, and `undefined`. */
export interface VariableReader {
  /** Empty variables are not set. */
  readonly read: <Value>(name: string, shape: VariableShape<Value>) => Value | undefined;
  /** Reads a variable that must be set; `why` says because of what. */
  readonly require: <Value>(
    name: string,
    shape: VariableShape<Value>,
    why: string,
  ) => Value | undefined;
  readonly refuse: (name: string, message: string) => void;
  readonly issues: readonly Issue[];
}

/** Makes a reader of an environment. */
export function variableReader(environment: Environment): VariableReader {
  const issues: Issue[] = [];

  function refuse(path: string, message: string): void {
    issues.push({ path, message });
  }

  // Schemas are made for what is set: making them all would take longer than reading.
  function read<Value>(name: string, shape: VariableShape<Value>): Value | undefined {
    const text = environment[name] ?? "";
    if (text === "") return undefined;
    const { data, error } = shape().safeParse(text);
    for (const { message } of error?.issues ?? []) refuse(name, message);
    return data;
  }

  return {
    read,
    require: (name, shape, why) => {
      if ((environment[name] ?? "") === "") refuse(name, `must be set ${why}`);
      return read(name, shape);
    },
    refuse,
    issues,
  };
}
