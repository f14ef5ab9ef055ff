/** The forms of an account's page. */

import type { Account } from "../../domain/accounts/account.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { AccountDetails } from "../account_views.ts";
import type { FormState } from "../forms.ts";
import { ActionForm } from "./action_form.tsx";
import { Field } from "./field.tsx";
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
      <ActionForm {...propsOf("deposit")} title="Deposit">{amountField("deposit")}</ActionForm>
      <ActionForm {...propsOf("withdrawal")} title="Withdraw">
        {amountField("withdrawal")}
      </ActionForm>
      <ActionForm {...propsOf("transfer")} title="Transfer">
        {amountField("transfer")}
        <PayeeField form={propsOf("transfer").form} payees={payees} />
      </ActionForm>
      <ActionForm {...propsOf("closure")} title="Close" isQuiet>
        <p>
          {amount === 0
            ? `This is for good. ${owner} can open another account.`
            : "Only an empty account can be closed. Withdraw or transfer the rest first."}
        </p>
      </ActionForm>
    </div>
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
