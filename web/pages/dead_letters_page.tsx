/** Events that failed for good. */

import type { DeadLetter } from "../../application/events/dead_letter.ts";
import type { Page } from "../../application/store/store.ts";
import type { AppContext } from "../app_env.ts";
import { DeadLetterItem } from "./dead_letter_item.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";

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
      <Pager c={c} next={next} label="More dead letters" />
      {subscriptions.map((name) => <RedriveAll key={name} name={name} />)}
    </>
  );
  return renderPage(c, "Dead letters", content);
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
