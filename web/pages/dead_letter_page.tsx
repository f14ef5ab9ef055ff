/** One event that failed for good. */

import type { DeadLetterDetail } from "../../application/events/dead_letter.ts";
import { setAsideIn } from "../../application/messaging/set_aside.ts";
import type { AppContext } from "../app_env.ts";
import { DeadLetterItem } from "./dead_letter_item.tsx";
import { EventItem } from "./event_item.tsx";
import { renderPage } from "./layout.tsx";
import { SetAsideFacts } from "./set_aside_facts.tsx";

/** Shows the event, why it failed and how much waits behind it. */
export function deadLetterPage(c: AppContext, letter: DeadLetterDetail): Promise<string> {
  const { waiting, event } = letter;
  const message = setAsideIn(event);
  const content = (
    <>
      <p class="eyebrow">Dead letter</p>
      <h1>{letter.id}</h1>
      <DeadLetterItem letter={letter} />
      <p>
        {waiting === 0
          ? "No later event of its stream waits behind it."
          : waiting === 1
          ? "One later event of its stream waits behind it."
          : `${waiting} later events of its stream wait behind it.`}
      </p>
      {message && (
        <>
          <h2>The message</h2>
          <SetAsideFacts message={message} />
        </>
      )}
      <h2>The event</h2>
      <EventItem event={event} open={message === undefined} />
      <p>
        <a href="/admin/dead-letters">All dead letters</a>
      </p>
    </>
  );
  return renderPage(c, letter.id, content);
}
