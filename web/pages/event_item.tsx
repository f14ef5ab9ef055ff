/** One event of the log. */

import type { Recorded } from "../../application/store/store.ts";
import type { Html } from "./html.ts";
import { Time } from "./time.tsx";

/** Shows an event: what happened, where and when at once, the rest when asked. */
export function EventItem(
  { event, open = false }: { readonly event: Recorded; readonly open?: boolean },
): Html {
  const { type, position, stream, version, recordedAt, data, metadata } = event;
  return (
    <article class="event">
      <h3>
        <span class="position">{position}</span> {type}
      </h3>
      <p class="quiet">
        <code>{stream}</code> version {version} · <Time at={recordedAt} />
      </p>
      <details open={open}>
        <summary>Data and metadata</summary>
        <pre tabindex={0}>{JSON.stringify({ data, metadata }, null, 2)}</pre>
      </details>
    </article>
  );
}
