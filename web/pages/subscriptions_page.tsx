/** How subscriptions are doing. */

import type { SubscriptionStatus } from "../../application/events/subscription_status.ts";
import type { AppContext } from "../app_env.ts";
import { subscriptionColumns } from "./follower_columns.tsx";
import { ItemTable } from "./item_table.tsx";
import { renderPage } from "./layout.tsx";

/** Lists all subscriptions. */
export function subscriptionsPage(
  c: AppContext,
  items: readonly SubscriptionStatus[],
): Promise<string> {
  const content = (
    <>
      <h1>Subscriptions</h1>
      <p class="lead">What follows from events, and how far each has come.</p>
      {items.length === 0
        ? <p class="notice">None has ever run on this store.</p>
        : <ItemTable caption="Subscriptions" items={items} columns={subscriptionColumns} />}
      <p>
        <a href="/admin/projections">Projections, and rebuilding them</a>
      </p>
      <p>
        <a href="/admin/bus">The message bus, and what goes over it</a>
      </p>
      <p>
        <a href="/admin/wiring">Which adapter stands behind each port</a>
      </p>
    </>
  );
  return renderPage(c, "Subscriptions", content);
}
