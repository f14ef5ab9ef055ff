/** Parts of forms. */

import type { FormState } from "../forms.ts";
import { FORM_KEY } from "../send_once.ts";
import type { Html } from "./html.ts";

/** What a text field is. */
export interface FieldProps {
  readonly form: FormState;
  readonly name: string;
  /** Where a page has several fields of one name. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete: string;
  readonly inputmode?: "decimal" | "email" | "numeric" | "text";
  /** The id of a list of suggestions. */
  readonly list?: string;
}

/** Shows a labelled text field with what was typed before, and what was wrong with it. */
export function Field(
  { form, name, id = name, label, hint, autocomplete, inputmode, list }: FieldProps,
): Html {
  const error = form.errors[name];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      <input
        id={id}
        name={name}
        type="text"
        inputmode={inputmode}
        list={list}
        autocomplete={autocomplete}
        autocapitalize={inputmode === "email" ? "none" : undefined}
        spellcheck={false}
        value={form.values[name] ?? ""}
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={described === "" ? undefined : described}
        autofocus={error !== undefined && Object.keys(form.errors)[0] === name}
      />
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

/** Makes two sends of one form one command. */
export function FormKey({ value }: { readonly value: string }): Html {
  return <input type="hidden" name={FORM_KEY} value={value} />;
}

/** Says what is wrong with the form as a whole, if anything is. */
export function FormMessage({ form }: { readonly form: FormState }): Html {
  return <>{form.message && <p class="notice wrong" role="alert">{form.message}</p>}</>;
}
