/** A form among others, each of which does one thing. */

import type { Child } from "hono/jsx";
import type { FormState } from "../forms.ts";
import { FormKey, FormMessage } from "./field.tsx";
import type { Html } from "./html.ts";

/** What a form does, and what became of it before. */
export interface ActionFormProps {
  readonly action: string;
  readonly title: string;
  readonly form: FormState;
  readonly formKey: string;
  /** Whether the button is not the one to press first. */
  readonly isQuiet?: boolean;
  readonly children?: Child;
}

/** Shows a form under its title, which is also what its button says. */
export function ActionForm(
  { action, title, form, formKey, isQuiet, children }: ActionFormProps,
): Html {
  return (
    <form method="post" action={action}>
      <h3>{title}</h3>
      <FormMessage form={form} />
      <FormKey value={formKey} />
      {children}
      <button type="submit" class={isQuiet ? "secondary" : undefined}>{title}</button>
    </form>
  );
}
