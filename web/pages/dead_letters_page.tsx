/** Events that failed for good. */

import type { DeadLetter } from "../../application/events/dead_letters.ts";
import type { Page } from "../../application/store/store.ts";
import type { AppContext } from "../app_env.ts";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";
import { Time } from "./time.tsx";

/** Lists a page of dead letters, with what operators can do about them. */
export function deadLettersPage(c: AppContext, { items, next }: Page<DeadLetter>): Promise<string> {
  const subscriptions = [...new Set(items.map(({ subscription }) => subscription))];
  const content = (
    <>
      <h1>Dead letters</h1>
      <p class="lead">
        Events that a subscription could not handle. Later events of the same stream wait behind
        them; everything else goes on.
      </p>
      {items.length === 0 && <p class="notice">None. Nothing has failed for good.</p>}
      {items.map((letter) => <DeadLetterItem key={letter.id} letter={letter} />)}
      <Pager path="/admin/dead-letters" next={next} label="More dead letters" />
      {subscriptions.map((name) => <RedriveAll key={name} name={name} />)}
    </>
  );
  return renderPage(c, "Dead letters", content);
}

/** Shows what failed and why, with its buttons. */
export function DeadLetterItem({ letter }: { readonly letter: DeadLetter }): Html {
  const { id, subscription, position, type, stream, attempts, error, failedAt } = letter;
  return (
    <article class="letter">
      <h3>
        <a href={`/admin/dead-letters/${encodeURIComponent(id)}`}>
          <span class="position">{position}</span> {type}
        </a>
      </h3>
      <p class="quiet">
        <code>{stream}</code> · {subscription} · {attempts}{" "}
        {attempts === 1 ? "attempt" : "attempts"}
        {failedAt && (
          <>
            · <Time at={failedAt} />
          </>
        )}
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

function RedriveAll({ name }: { readonly name: string }): Html {
  return (
    <form
      method="post"
      action={`/forms/operators/subscriptions/${encodeURIComponent(name)}/redrive`}
    >
      <button type="submit" class="secondary">Redrive all of {name}</button>
    </form>
  );
}
