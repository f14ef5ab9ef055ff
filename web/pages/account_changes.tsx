/** What happened to an account, change by change. */

import type { AccountEntry } from "../../application/accounts/account_entries.ts";
import type { BalancePoint } from "../../application/accounts/get_account_timeline.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import { accountAddress } from "../account_address.ts";
import type { AccountChange } from "../account_views.ts";
import { EventItem } from "./event_item.tsx";
import type { Html } from "./html.ts";
import { Time } from "./time.tsx";

/** What is listed. */
export interface AccountChangesProps {
  readonly changes: readonly AccountChange[];
  /** Where the balance after a change is found, if it is recent enough. */
  readonly timeline: readonly BalancePoint[];
}

/** Lists changes, each with its raw event beside it. */
export function AccountChanges({ changes, timeline }: AccountChangesProps): Html {
  const balanceAfter = new Map(timeline.map(({ version, balance }) => [version, balance]));
  return (
    <>
      {changes.map(({ entry, event }) => (
        <div key={entry.version} class="beside">
          <Change entry={entry} balance={balanceAfter.get(entry.version)} />
          {event && <EventItem event={event} />}
        </div>
      ))}
    </>
  );
}

interface ChangeProps {
  readonly entry: AccountEntry;
  readonly balance: BalancePoint["balance"] | undefined;
}

function Change({ entry, balance }: ChangeProps): Html {
  const { account, version, kind, transfer, at } = entry;
  return (
    <article>
      <h3>{titleOf(entry)}</h3>
      <p class="quiet">
        <Time at={at} />
      </p>
      {transfer && (
        <p>
          {kind === "withdrawn" ? "To " : "From "}
          <a href={accountAddress(transfer.account)}>
            <code>{transfer.account}</code>
          </a>
        </p>
      )}
      <p>
        {balance && `Balance ${formatMoney(balance)} · `}
        <a href={accountAddress(account, version)}>
          The account at version {version}
        </a>
      </p>
    </article>
  );
}

const words: Readonly<Record<AccountEntry["kind"], string>> = {
  opened: "Opened with",
  deposited: "Deposited",
  withdrawn: "Withdrew",
  closed: "Closed",
};

function titleOf({ kind, amount, transfer }: AccountEntry): string {
  if (amount === null) return words[kind];
  if (transfer === null) return `${words[kind]} ${formatMoney(amount)}`;
  return `${kind === "withdrawn" ? "Sent" : "Received"} ${formatMoney(amount)}`;
}
