/** The form that creates a product. */

import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { Field, FormKey, FormMessage } from "./field.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";

/** Shows the form, with what was wrong with it before. */
export function productCreationPage(
  c: AppContext,
  form: FormState,
  formKey: string,
): Promise<string> {
  const content = (
    <>
      <p class="eyebrow">Demo</p>
      <h1>Create a product</h1>
      <p class="lead">
        The price follows from the base price and the markup of the category: electronics 15&nbsp;%,
        books 5&nbsp;%, clothing 20&nbsp;%, any other 10&nbsp;%, unless others were configured.
      </p>
      <FormMessage form={form} />
      <form method="post" action="/demo/product">
        <FormKey value={formKey} />
        <ProductFields form={form} />
        <button type="submit">Create the product</button>
      </form>
    </>
  );
  return renderPage(c, "Create a product", content);
}

function ProductFields({ form }: { readonly form: FormState }): Html {
  return (
    <>
      <Field form={form} name="name" label="Name" autocomplete="off" />
      <Field
        form={form}
        name="category"
        label="Category"
        hint="Such as electronics, books or clothing. Any other will do."
        autocomplete="off"
      />
      <Field
        form={form}
        name="amount"
        label="Base price"
        hint="Such as 999.99."
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
      <Field form={form} name="stock" label="Stock" autocomplete="off" inputmode="numeric" />
    </>
  );
}
