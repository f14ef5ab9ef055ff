/** One product, and what can be done with it. */

import type { Stored } from "../../application/store/collection.ts";
import type { Markups } from "../../domain/catalog/markups.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { formatAmount } from "../../domain/kernel/money_text.ts";
import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { productAddress } from "../product_address.ts";
import { ActionForm } from "./action_form.tsx";
import { Field } from "./field.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { ProductFacts } from "./product_facts.tsx";

/** What the page shows. */
export interface ProductDetails {
  readonly product: Stored<Product>;
  readonly markups: Markups;
  readonly formKey: string;
}

/** A form of the page that was refused. */
export interface RefusedProductForm extends FormState {
  readonly kind: "base-price" | "stock";
}

/** Shows a product with the forms that reprice it and set its stock. */
export function productPage(
  c: AppContext,
  details: ProductDetails,
  refused?: RefusedProductForm,
): Promise<string> {
  const { product, markups } = details;
  const content = (
    <>
      <p class="eyebrow">Product</p>
      <h1>{product.name}</h1>
      <ProductFacts product={product} markups={markups} />
      <h2>Change</h2>
      <ProductForms details={details} refused={refused} />
      <p>
        <a href="/products">All products</a>
      </p>
    </>
  );
  return renderPage(c, product.name, content);
}

interface ProductFormsProps {
  readonly details: ProductDetails;
  readonly refused: RefusedProductForm | undefined;
}

function ProductForms({ details: { product, formKey }, refused }: ProductFormsProps): Html {
  const { id, basePrice, stock } = product;
  const values = { amount: formatAmount(basePrice), quantity: String(stock) };
  const propsOf = (kind: RefusedProductForm["kind"]) => ({
    action: `/forms${productAddress(id)}/${kind}`,
    formKey,
    form: refused?.kind === kind ? refused : { values, errors: {} },
  });
  return (
    <div class="forms">
      <ActionForm {...propsOf("base-price")} title="Reprice">
        <Field
          form={propsOf("base-price").form}
          name="amount"
          label={`Base price in ${basePrice.currency}`}
          hint="What orders have in them stays at its price."
          autocomplete="off"
          inputmode="decimal"
        />
      </ActionForm>
      <ActionForm {...propsOf("stock")} title="Set the stock">
        <Field
          form={propsOf("stock").form}
          name="quantity"
          label="Units"
          hint="Those that nobody has put aside."
          autocomplete="off"
          inputmode="numeric"
        />
      </ActionForm>
    </div>
  );
}
