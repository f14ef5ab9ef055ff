/** The log of events. */

import type { Page, Recorded } from "../../application/store/store.ts";
import type { AppContext } from "../app_env.ts";
import { EventItem } from "./event_item.tsx";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";

/** Lists a page of events, newest first. */
export function eventsPage(c: AppContext, { items, next }: Page<Recorded>): Promise<string> {
  const content = (
    <>
      <h1>Event log</h1>
      <p class="lead">
        Everything that ever happened, in one order and without holes. Newest first.
      </p>
      {items.length === 0 && (
        <p class="notice">
          Nothing has happened yet. <a href="/demo/registration">Register a user</a>.
        </p>
      )}
      {items.map((event) => <EventItem key={event.id} event={event} />)}
      <Pager c={c} parameter="before" next={next} label="Older events" />
    </>
  );
  return renderPage(c, "Event log", content);
}
