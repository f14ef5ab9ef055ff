/** Forms that pages send: what was typed, and what was wrong with it. */

import { isDomainError } from "../domain/kernel/errors.ts";
import type { AppContext } from "./app_env.ts";
import { requireMediaType } from "./media_type.ts";
import { type Problem, problemOf } from "./problem.ts";
import { readBody } from "./read_body.ts";

/** Texts by the name of their field. */
export type FormValues = Readonly<Record<string, string>>;

/** A form as it is shown: what was typed before, and what was wrong with it. */
export interface FormState {
  readonly values: FormValues;
  readonly errors: FormValues;
  /** What is wrong with the form as a whole. */
  readonly message?: string | undefined;
}

/** A form that was refused, and how that is answered. */
export interface RefusedForm {
  readonly form: FormState;
  readonly status: Problem["status"];
}

/**
 * Reads a form that was sent.
 *
 * @throws {HttpRefusal} when the body is none
 */
export async function readForm(c: AppContext): Promise<URLSearchParams> {
  const name = "application/x-www-form-urlencoded";
  requireMediaType(c, /^application\/x-www-form-urlencoded$/, name);
  return new URLSearchParams(new TextDecoder().decode(await readBody(c)));
}

/** Gives what was typed into a field; nothing when the field was not there. */
export function typed(form: URLSearchParams, field: string): string {
  return form.get(field) ?? "";
}

/** The currency that forms begin with. */
export const USUAL_CURRENCY = "USD";

/** Reads a currency as people type it, and in which an amount is judged while it is none. */
export function currencyCode(
  text: string,
): { readonly code: string; readonly assumed: string } {
  const code = text.trim().toUpperCase();
  return { code, assumed: /^[A-Z]{3}$/.test(code) ? code : USUAL_CURRENCY };
}

/** Gives the whole number that was typed into a field; NaN when it is none. */
export function typedNumber(form: URLSearchParams, field: string): number {
  const text = typed(form, field).trim();
  return /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
}

/** Gives the version that was on the page when the form was filled in. */
export function versionIn(form: URLSearchParams): number | undefined {
  const version = typed(form, "version");
  return /^\d{1,15}$/.test(version) ? Number(version) : undefined;
}

/**
 * Says a refusal beside the fields that it is about; `fields` tells which field a code belongs to.
 * What the person at the form cannot mend is thrown on.
 */
export function refusedForm(
  error: unknown,
  values: FormValues,
  fields: FormValues = {},
): RefusedForm {
  if (!isDomainError(error) || error.kind === "unavailable") throw error;
  const { status, code, detail, errors: issues = [] } = problemOf(error, "").problem;
  const field = fields[code];
  const errors = field === undefined
    ? Object.fromEntries(issues.map(({ path, message }) => [path, message]))
    : { [field]: detail };
  const message = Object.keys(errors).length === 0 ? messages[code] ?? detail : undefined;
  return { form: { values, errors, message }, status };
}

/** What people are told in other words than programs. */
const messages: FormValues = {
  "command-id-reused":
    "This form was sent before, with other content. Send it again if you mean it.",
  "stale-version": "Somebody else made a change meanwhile. Look at it, then send yours again.",
};
