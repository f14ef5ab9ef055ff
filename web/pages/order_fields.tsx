/** Fields of an order's forms, with suggestions. */

import type { Product } from "../../domain/catalog/product.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { FormState } from "../forms.ts";
import { Field } from "./field.tsx";
import type { Html } from "./html.ts";

/** Any product can be typed; those that are known here are offered, by name too. */
export function ProductField(
  { form, products }: { readonly form: FormState; readonly products: readonly Product[] },
): Html {
  return (
    <>
      <Field
        form={form}
        name="productId"
        label="Product"
        hint="Its id; type the name to find it."
        autocomplete="off"
        list="products"
      />
      <datalist id="products">
        {products.map(({ id, name, price, stock }) => (
          <option value={id}>{`${name} · ${formatMoney(price)} · ${stock} to be had`}</option>
        ))}
      </datalist>
    </>
  );
}

/** Any payment method can be typed; those for tests are offered. */
export function PaymentMethodField({ form }: { readonly form: FormState }): Html {
  return (
    <>
      <Field
        form={form}
        name="paymentMethod"
        label="Payment method"
        hint="In the gateway's words."
        autocomplete="off"
        list="methods"
      />
      <datalist id="methods">
        {methods.map(([method, what]) => <option key={method} value={method}>{what}</option>)}
      </datalist>
    </>
  );
}

/** What the simulated gateway does with them; the first two are Stripe's test cards too. */
const methods = [
  ["pm_card_visa", "The money is taken"],
  ["pm_card_chargeDeclined", "Declined"],
  ["pm_card_chargeLost", "Taken, and the answer gets lost"],
  ["pm_card_fail3Times", "Fails three times, then the money is taken"],
  ["pm_card_processing", "No result for half a minute"],
  ["pm_card_hang", "No answer, ever"],
  ["pm_card_pendingRefund", "Taken; a refund takes half a minute"],
  ["pm_card_refundFail", "Taken; a refund is refused"],
] as const;
