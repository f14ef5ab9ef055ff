/** The form of the registration demo. */

import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { Field, FormKey, FormMessage } from "./field.tsx";
import { renderPage } from "./layout.tsx";

/** Shows the form, with what was wrong with it before. */
export function registrationPage(
  c: AppContext,
  form: FormState,
  formKey: string,
): Promise<string> {
  const content = (
    <>
      <p class="eyebrow">Demo</p>
      <h1>Register a user</h1>
      <p class="lead">
        One form, one commit, one mail. The next page shows what happened on the way.
      </p>
      <FormMessage form={form} />
      <form method="post" action="/demo/registration">
        <FormKey value={formKey} />
        <Field form={form} name="name" label="Name" autocomplete="name" />
        <Field
          form={form}
          name="email"
          label="E-mail"
          hint="Made up is fine, such as ada@example.org. Capitals make no difference."
          autocomplete="email"
          inputmode="email"
        />
        <button type="submit">Register</button>
      </form>
      <h2>Things to try</h2>
      <ul>
        <li>Register the same address again, in capitals: it is taken.</li>
        <li>Leave a field empty: both the page and the API name it.</li>
        <li>Press the button twice as fast as you can: one user, one mail.</li>
        <li>Stop the server right after you sent the form: the mail comes after the restart.</li>
      </ul>
    </>
  );
  return renderPage(c, "Register a user", content);
}
