/** One dead letter and its buttons. */

import type { DeadLetter } from "../../application/events/dead_letter.ts";
import type { Html } from "./html.ts";
import { Time } from "./time.tsx";

/** Shows what failed and why, with its buttons. */
export function DeadLetterItem({ letter }: { readonly letter: DeadLetter }): Html {
  const { id, subscription, position, type, stream, attempts, error, failedAt } = letter;
  return (
    <article class="letter">
      <h3>
        <span class="position">{position}</span>{" "}
        <a href={`/admin/dead-letters/${encodeURIComponent(id)}`}>{type}</a>
      </h3>
      <p class="quiet">
        <code>{stream}</code> · {subscription} · {counted(attempts)} ·{" "}
        {failedAt && <Time at={failedAt} />}
      </p>
      {error && <p class="error">{error.message}</p>}
      <Buttons letter={letter} />
    </article>
  );
}

function Buttons({ letter: { id, type, position, asked } }: { readonly letter: DeadLetter }): Html {
  const base = `/forms/operators/dead-letters/${encodeURIComponent(id)}`;
  const what = `${type} at ${position}`;
  return (
    <div class="actions">
      {asked && <p class="quiet">Asked to {asked}; the subscription will see to it.</p>}
      <form method="post" action={`${base}/redrive`}>
        <button type="submit" aria-label={`Redrive ${what}`}>Redrive</button>
      </form>
      <form method="post" action={`${base}/discard`}>
        <button type="submit" class="secondary" aria-label={`Discard ${what}`}>Discard</button>
      </form>
    </div>
  );
}

function counted(attempts: number): string {
  return attempts === 1 ? "1 attempt" : `${attempts} attempts`;
}
