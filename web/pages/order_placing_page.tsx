/** The form that places an order. */

import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { Field, FormKey, FormMessage } from "./field.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";

/** Shows the form, with what was wrong with it before. */
export function orderPlacingPage(
  c: AppContext,
  form: FormState,
  formKey: string,
): Promise<string> {
  const content = (
    <>
      <p class="eyebrow">Demo</p>
      <h1>Place an order</h1>
      <p class="lead">
        An order begins empty. Its page leads from there to delivered or cancelled, with every event
        beside it.
      </p>
      <FormMessage form={form} />
      <form method="post" action="/demo/order">
        <FormKey value={formKey} />
        <Field
          form={form}
          name="customerId"
          label="Customer"
          hint="Any name, such as customer123. An e-mail address gets the mails."
          autocomplete="off"
        />
        <button type="submit">Place the order</button>
      </form>
      <ThingsToTry />
      <p>
        <a href="/products">The products</a> · <a href="/orders">All orders</a>
      </p>
    </>
  );
  return renderPage(c, "Place an order", content);
}

function ThingsToTry(): Html {
  return (
    <>
      <h2>Things to try</h2>
      <ul>
        <li>
          Add more than there is, or half a laptop: both are refused and nothing happens.
        </li>
        <li>
          Pay with <code>pm_card_chargeDeclined</code>: the order is pending again, and says why.
        </li>
        <li>
          Pay with <code>pm_card_chargeLost</code>{" "}
          at the simulated gateway: the money is taken and the answer gets lost, so the gateway is
          asked before anything else is done.
        </li>
        <li>Stop the server while an order is confirming: it goes on after the restart.</li>
        <li>Cancel a confirmed order: money and stock go back before it is cancelled.</li>
      </ul>
    </>
  );
}
