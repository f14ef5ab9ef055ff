/** An account as it was. */

import { accountAddress } from "../account_address.ts";
import type { PastAccount } from "../account_views.ts";
import type { AppContext } from "../app_env.ts";
import { AccountFacts } from "./account_facts.tsx";
import { BalancePlot } from "./balance_plot.tsx";
import { EventItem } from "./event_item.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { Time } from "./time.tsx";

/** Shows an account at a version, and says that this is the past. */
export function pastAccountPage(c: AppContext, past: PastAccount): Promise<string> {
  const { account, latestVersion, event, timeline } = past;
  const { id, owner, version } = account;
  const content = (
    <>
      <p class="eyebrow">Account at version {version}</p>
      <h1>{owner}</h1>
      <p class="notice past" role="note">
        <strong>This is the past.</strong> The account as it was at version {version} of{" "}
        {latestVersion}
        {event && (
          <>
            , from <Time at={event.recordedAt} /> on
          </>
        )}. <a href={accountAddress(id)}>See it as it is now</a>
      </p>
      <AccountFacts account={account} />
      <TimeTravel id={id} version={version} latestVersion={latestVersion} />
      <h2>Balance over time</h2>
      <BalancePlot accountId={id} points={timeline} marked={version} />
      <h2>What made it so</h2>
      {event && <EventItem event={event} open />}
    </>
  );
  return renderPage(c, `${owner} at version ${version}`, content);
}

interface TimeTravelProps {
  readonly id: string;
  readonly version: number;
  readonly latestVersion: number;
}

function TimeTravel({ id, version, latestVersion }: TimeTravelProps): Html {
  return (
    <nav class="actions" aria-label="Versions">
      {version > 1 && (
        <a href={accountAddress(id, version - 1)} rel="prev">← Version {version - 1}</a>
      )}
      {version < latestVersion && (
        <a href={accountAddress(id, version + 1)} rel="next">Version {version + 1} →</a>
      )}
    </nav>
  );
}
