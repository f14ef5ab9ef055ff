/** One account, and what can be done with it. */

import { accountAddress } from "../account_address.ts";
import type { AccountDetails } from "../account_views.ts";
import type { AppContext } from "../app_env.ts";
import { AccountChanges } from "./account_changes.tsx";
import { AccountFacts } from "./account_facts.tsx";
import { AccountForms, type RefusedMovement } from "./account_forms.tsx";
import { BalancePlot } from "./balance_plot.tsx";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";

/** Shows an account with its forms, its balance over time, and what happened to it. */
export function accountPage(
  c: AppContext,
  details: AccountDetails,
  refused?: RefusedMovement,
): Promise<string> {
  const { account, timeline, changes } = details;
  const address = accountAddress(account.id);
  const oldest = changes.at(-1)?.entry.version ?? 1;
  const content = (
    <>
      <p class="eyebrow">Account</p>
      <h1>{account.owner}</h1>
      <AccountFacts account={account} />
      <h2>Balance over time</h2>
      <BalancePlot accountId={account.id} points={timeline} />
      <h2>Move money</h2>
      {account.status === "open"
        ? <AccountForms details={details} refused={refused} />
        : <p class="notice">This account is closed: no money moves any more.</p>}
      <h2 id="changes">What happened</h2>
      <p>
        Newest first. The events are the account: its balance is what they add up to. Beside each
        change is the event that made it.
      </p>
      <AccountChanges changes={changes} timeline={timeline} />
      <Pager
        c={c}
        path={address}
        parameter="before"
        next={oldest > 1 ? String(oldest) : undefined}
        label="Earlier changes"
      />
      <p>
        <a href={`${address}/history`}>The whole history</a> · <a href="/accounts">All accounts</a>
      </p>
    </>
  );
  return renderPage(c, account.owner, content);
}
