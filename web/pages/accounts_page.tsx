/** All accounts. */

import type { Stored } from "../../application/store/collection.ts";
import type { Page } from "../../application/store/store.ts";
import type { Account } from "../../domain/accounts/account.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import { accountAddress } from "../account_address.ts";
import type { AppContext } from "../app_env.ts";
import { AccountStatus } from "./account_facts.tsx";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";

/** Lists a page of accounts. */
export function accountsPage(
  c: AppContext,
  { items, next }: Page<Stored<Account>>,
): Promise<string> {
  const content = (
    <>
      <h1>Accounts</h1>
      <p class="lead">In the order of their opening.</p>
      {items.length === 0
        ? <p class="notice">No account has been opened yet.</p>
        : (
          <DataTable caption="Accounts" columns={["Owner", "Balance", "Status", "Id"]}>
            {items.map((account) => <AccountRow key={account.id} account={account} />)}
          </DataTable>
        )}
      <Pager c={c} next={next} label="Next accounts" />
      <p>
        <a class="button" href="/demo/account">Open an account</a>
      </p>
    </>
  );
  return renderPage(c, "Accounts", content);
}

function AccountRow({ account }: { readonly account: Account }): Html {
  const { id, owner, balance } = account;
  return (
    <Row>
      <Cell of="Owner">
        <a href={accountAddress(id)}>{owner}</a>
      </Cell>
      <Cell of="Balance">
        <span class="amount">{formatMoney(balance)}</span>
      </Cell>
      <Cell of="Status">
        <AccountStatus account={account} />
      </Cell>
      <Cell of="Id">
        <code>{id}</code>
      </Cell>
    </Row>
  );
}
