/** The forms of an account's page. */

import type { Child } from "hono/jsx";
import type { Account } from "../../domain/accounts/account.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { AccountDetails } from "../account_views.ts";
import type { FormState } from "../forms.ts";
import { Field, FormKey, FormMessage } from "./field.tsx";
import type { Html } from "./html.ts";

/** A form of the page that was refused. */
export interface RefusedMovement extends FormState {
  readonly kind: "deposit" | "withdrawal" | "transfer" | "closure";
}

/** What the forms show. */
export interface AccountFormsProps {
  readonly details: AccountDetails;
  readonly refused: RefusedMovement | undefined;
}

/** Shows the forms that move money and close the account. */
export function AccountForms({ details, refused }: AccountFormsProps): Html {
  const { account: { id, owner, balance: { amount, currency } }, payees, formKey } = details;
  const propsOf = (kind: RefusedMovement["kind"]) => ({
    action: `/forms/accounts/${encodeURIComponent(id)}/${kind}`,
    formKey,
    form: refused?.kind === kind ? refused : { values: {}, errors: {} },
  });
  const amountField = (kind: RefusedMovement["kind"]) => (
    <AmountField form={propsOf(kind).form} id={`${kind}-amount`} currency={currency} />
  );
  return (
    <div class="forms">
      <AccountForm {...propsOf("deposit")} title="Deposit">{amountField("deposit")}</AccountForm>
      <AccountForm {...propsOf("withdrawal")} title="Withdraw">
        {amountField("withdrawal")}
      </AccountForm>
      <AccountForm {...propsOf("transfer")} title="Transfer">
        {amountField("transfer")}
        <PayeeField form={propsOf("transfer").form} payees={payees} />
      </AccountForm>
      <AccountForm {...propsOf("closure")} title="Close" isQuiet>
        <p>
          {amount === 0
            ? `This is for good. ${owner} can open another account.`
            : "Only an empty account can be closed. Withdraw or transfer the rest first."}
        </p>
      </AccountForm>
    </div>
  );
}

interface AccountFormProps {
  readonly action: string;
  readonly title: string;
  readonly form: FormState;
  readonly formKey: string;
  readonly isQuiet?: boolean;
  readonly children: Child;
}

function AccountForm({ action, title, form, formKey, isQuiet, children }: AccountFormProps): Html {
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

interface AmountFieldProps {
  readonly form: FormState;
  readonly id: string;
  readonly currency: string;
}

function AmountField({ form, id, currency }: AmountFieldProps): Html {
  return (
    <Field
      form={form}
      id={id}
      name="amount"
      label={`Amount in ${currency}`}
      autocomplete="off"
      inputmode="decimal"
    />
  );
}

/** Any account can be typed; those that are known here are offered, by owner too. */
function PayeeField(
  { form, payees }: { readonly form: FormState; readonly payees: readonly Account[] },
): Html {
  return (
    <>
      <Field
        form={form}
        name="to"
        label="To the account"
        hint="Its id; type the owner's name to find it."
        autocomplete="off"
        list="payees"
      />
      <datalist id="payees">
        {payees.map(({ id, owner, balance }) => (
          <option value={id}>{`${owner} · ${formatMoney(balance)}`}</option>
        ))}
      </datalist>
    </>
  );
}
