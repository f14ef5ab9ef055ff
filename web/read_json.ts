/** Reading JSON bodies: media type, encoding, syntax, shape. */

import type { z } from "zod";
import { InvalidInput, type Issue } from "../domain/kernel/errors.ts";
import type { AppContext } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";
import { requireMediaType } from "./media_type.ts";
import { readBody } from "./read_body.ts";

/**
 * Reads the body of a request as a schema wants it.
 *
 * @throws {HttpRefusal} when it is not JSON
 * @throws {InvalidInput} naming every wrong, missing or unknown field
 */
export async function readJson<Shape>(c: AppContext, schema: z.ZodType<Shape>): Promise<Shape> {
  requireMediaType(c, /^application\/(json|[\w.-]+\+json)$/, "application/json");
  const { data, error } = schema.safeParse(parseJson(await readBody(c)));
  if (error !== undefined) throw new InvalidInput("the body", error.issues.flatMap(issuesOf));
  return data;
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new HttpRefusal({
      status: 400,
      code: "http/malformed-json",
      title: "Malformed JSON",
      detail: "The body is not JSON in UTF-8",
    });
  }
}

function issuesOf(issue: z.core.$ZodIssue): readonly Issue[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") {
    return [{ path: path.join("."), message: issue.message }];
  }
  return issue.keys.map((key) => ({
    path: [...path, key].join("."),
    message: "is not a field that can be set",
  }));
}
