/** The forms of an order's page: one for each step that is legal now. */

import { formatMoney } from "../../domain/kernel/money_text.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import type { FormState } from "../forms.ts";
import { orderAddress } from "../order_address.ts";
import { type OrderForm, type OrderStep, stepsOf } from "../order_steps.ts";
import type { OrderDetails } from "../order_views.ts";
import { ActionForm, type ActionFormProps } from "./action_form.tsx";
import { Field } from "./field.tsx";
import type { Html } from "./html.ts";
import { PaymentMethodField, ProductField } from "./order_fields.tsx";

/** A form of the page that was refused. */
export interface RefusedOrderForm extends FormState {
  readonly kind: OrderForm;
}

/** What the forms show. */
export interface OrderFormsProps {
  readonly details: OrderDetails;
  readonly refused: RefusedOrderForm | undefined;
}

/** Shows the forms of all steps that are legal now. */
export function OrderForms({ details, refused }: OrderFormsProps): Html {
  const { order, followed, formKey } = details;
  return (
    <div class="forms">
      {stepsOf(order, followed !== undefined).map((step) => {
        const form = refused?.kind === step ? refused : untouched[step] ?? EMPTY;
        const props = { action: addressOf(step, order.id), formKey, form };
        if (step === "items") return <AddForm key={step} details={details} props={props} />;
        if (step === "confirmation") return <PayForm key={step} details={details} props={props} />;
        const { title, text, isQuiet } = plainForms[step];
        return (
          <ActionForm key={step} {...props} title={title} isQuiet={isQuiet}>
            <p>{text}</p>
          </ActionForm>
        );
      })}
    </div>
  );
}

const EMPTY: FormState = { values: {}, errors: {} };

const untouched: Partial<Record<OrderStep, FormState>> = {
  items: { values: { quantity: "1" }, errors: {} },
  confirmation: { values: { paymentMethod: "pm_card_visa" }, errors: {} },
};

interface PlainForm {
  readonly title: string;
  readonly text: string;
  readonly isQuiet: boolean;
}

const plainForms: Readonly<Record<Exclude<OrderStep, "items" | "confirmation">, PlainForm>> = {
  shipment: {
    title: "Ship",
    text: "It is paid, and its stock is put aside.",
    isQuiet: false,
  },
  delivery: {
    title: "Deliver",
    text: "It is on its way. Say when it has arrived.",
    isQuiet: false,
  },
  cancellation: {
    title: "Cancel the order",
    text: "This is for good. Whatever was paid or put aside for it goes back first.",
    isQuiet: true,
  },
  "payment-acceptance": {
    title: "Accept the payment",
    text: "For operators who have seen the money, though the gateway does not say so.",
    isQuiet: true,
  },
  "payment-abandonment": {
    title: "Abandon the payment",
    text: "For operators who know that there is none. Should it arrive after all, it goes back.",
    isQuiet: true,
  },
};

function addressOf(step: OrderStep, id: string): string {
  const prefix = step.startsWith("payment-") ? "/forms/operators" : "/forms";
  return `${prefix}${orderAddress(id)}/${step}`;
}

interface StepProps {
  readonly details: OrderDetails;
  readonly props: Pick<ActionFormProps, "action" | "formKey" | "form">;
}

function AddForm({ details: { products }, props }: StepProps): Html {
  const { form } = props;
  return (
    <ActionForm {...props} title="Add">
      <ProductField form={form} products={products} />
      <Field form={form} name="quantity" label="Quantity" autocomplete="off" inputmode="numeric" />
    </ActionForm>
  );
}

function PayForm({ details: { order }, props }: StepProps): Html {
  return (
    <ActionForm {...props} title={`Pay ${formatMoney(totalOf(order))}`}>
      <input type="hidden" name="version" value={String(order.version)} />
      <PaymentMethodField form={props.form} />
    </ActionForm>
  );
}
