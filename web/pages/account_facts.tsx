/** What an account is. */

import type { Stored } from "../../application/store/collection.ts";
import type { Account } from "../../domain/accounts/account.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Html } from "./html.ts";
import { StatusMark } from "./status_mark.tsx";

/** Shows everything known about an account. */
export function AccountFacts({ account }: { readonly account: Stored<Account> }): Html {
  return (
    <dl>
      <div>
        <dt>Balance</dt>
        <dd class="balance">{formatMoney(account.balance)}</dd>
      </div>
      <div>
        <dt>Status</dt>
        <dd>
          <AccountStatus account={account} />
        </dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{account.version}</dd>
      </div>
      <div>
        <dt>Id</dt>
        <dd>
          <code>{account.id}</code>
        </dd>
      </div>
    </dl>
  );
}

/** Shows whether money can move. */
export function AccountStatus({ account }: { readonly account: Account }): Html {
  return <StatusMark tone={account.status === "open" ? "good" : "quiet"} word={account.status} />;
}
