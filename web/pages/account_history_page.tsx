/** Everything that happened to an account. */

import type { Stored } from "../../application/store/collection.ts";
import type { Page } from "../../application/store/store.ts";
import type { Account } from "../../domain/accounts/account.ts";
import { accountAddress } from "../account_address.ts";
import type { AccountChange } from "../account_views.ts";
import type { AppContext } from "../app_env.ts";
import { AccountChanges } from "./account_changes.tsx";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";

/** Lists a page of the history, oldest first. */
export function accountHistoryPage(
  c: AppContext,
  { id, owner, version }: Stored<Account>,
  { items, next }: Page<AccountChange>,
): Promise<string> {
  const content = (
    <>
      <p class="eyebrow">History</p>
      <h1>{owner}</h1>
      <p class="lead">
        {version === 1 ? "One change" : `${version} changes`}, oldest first, as the projection has
        them.
      </p>
      {items.length === 0 && (
        <p class="notice">Nothing yet: the projection has not come that far.</p>
      )}
      <AccountChanges changes={items} timeline={[]} />
      <Pager c={c} next={next} label="Later changes" />
      <p>
        <a href={accountAddress(id)}>The account</a>
      </p>
    </>
  );
  return renderPage(c, `History of ${owner}`, content);
}
