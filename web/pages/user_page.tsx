/** One user, and what can be done with it. */

import type { Stored } from "../../application/store/collection.ts";
import type { User } from "../../domain/users/user.ts";
import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { Field, FormKey, FormMessage } from "./field.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { UserFacts } from "./user_facts.tsx";

/** Shows a user with the forms that change and deactivate it. */
export function userPage(
  c: AppContext,
  user: Stored<User>,
  formKey: string,
  refused?: FormState,
): Promise<string> {
  const values = { name: user.name, email: user.email, ...refused?.values };
  const form = { errors: {}, ...refused, values };
  const content = (
    <>
      <p class="eyebrow">User</p>
      <h1>{user.name}</h1>
      <UserFacts user={user} />
      <FormMessage form={form} />
      {user.status === "active"
        ? <UserForms user={user} form={form} formKey={formKey} />
        : <p class="notice">Deactivated users stay as they are, and their address stays taken.</p>}
      <p>
        <a href="/users">All users</a>
      </p>
    </>
  );
  return renderPage(c, user.name, content);
}

interface UserFormsProps {
  readonly user: Stored<User>;
  readonly form: FormState;
  readonly formKey: string;
}

function UserForms({ user, form, formKey }: UserFormsProps): Html {
  const base = `/forms/users/${encodeURIComponent(user.id)}`;
  return (
    <>
      <h2>Change</h2>
      <form method="post" action={`${base}/details`}>
        <FormKey value={formKey} />
        <input type="hidden" name="version" value={String(user.version)} />
        <Field form={form} name="name" label="Name" autocomplete="off" />
        <Field form={form} name="email" label="E-mail" autocomplete="off" inputmode="email" />
        <button type="submit">Save</button>
      </form>
      <h2>Deactivate</h2>
      <form method="post" action={`${base}/deactivation`}>
        <FormKey value={formKey} />
        <input type="hidden" name="version" value={String(user.version)} />
        <p>This is for good: nothing can be changed afterwards.</p>
        <button type="submit" class="secondary">Deactivate {user.name}</button>
      </form>
    </>
  );
}
