/** The form that opens an account. */

import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { Field, FormKey, FormMessage } from "./field.tsx";
import { renderPage } from "./layout.tsx";

/** Shows the form, with what was wrong with it before. */
export function accountOpeningPage(
  c: AppContext,
  form: FormState,
  formKey: string,
): Promise<string> {
  const content = (
    <>
      <p class="eyebrow">Demo</p>
      <h1>Open an account</h1>
      <p class="lead">
        An account is the sum of its events: its balance, its history and its past all come from
        them.
      </p>
      <FormMessage form={form} />
      <form method="post" action="/demo/account">
        <FormKey value={formKey} />
        <Field form={form} name="owner" label="Owner" autocomplete="name" />
        <Field
          form={form}
          name="amount"
          label="Opening balance"
          hint="Such as 12.50. Zero is fine."
          autocomplete="off"
          inputmode="decimal"
        />
        <Field
          form={form}
          name="currency"
          label="Currency"
          hint="Three letters, such as USD or EUR."
          autocomplete="off"
        />
        <button type="submit">Open the account</button>
      </form>
      <h2>Things to try</h2>
      <ul>
        <li>Withdraw more than there is, or half a cent: both are refused and nothing happens.</li>
        <li>Press a button twice as fast as you can: the money moves once.</li>
        <li>Transfer money to a second account: both change in one commit, or neither does.</li>
        <li>Follow a dot of the plot back in time, and read the event that made the balance.</li>
      </ul>
    </>
  );
  return renderPage(c, "Open an account", content);
}
