/** What operators ask for, which others do later. */

import { commitOnce, findEarlier, type Idempotency } from "../application/store/idempotency.ts";
import type { Store } from "../application/store/store.ts";
import type { Json } from "../domain/kernel/json.ts";
import type { AppContext } from "./app_env.ts";

/** Asks, and answers 202; with an `Idempotency-Key` it is asked once and always answered so. */
export async function answerAsked(
  c: AppContext,
  store: Store,
  ask: () => Promise<Json>,
): Promise<Response> {
  const answer = await once(c, store, ask);
  c.header("Portico-Position", String(await store.head()));
  return c.json(answer, 202);
}

/** Asking twice does no harm, so the receipt may be a commit of its own. */
async function once(c: AppContext, store: Store, ask: () => Promise<Json>): Promise<Json> {
  const { commandId, fingerprint } = c.var.repeatable ?? {};
  if (commandId === undefined) return await ask();
  const idempotency: Idempotency<Json> = {
    id: commandId,
    fingerprint,
    encode: (answer) => answer,
    decode: (json) => json,
  };
  const earlier = await findEarlier(store, idempotency);
  return (earlier ?? await commitOnce(store, {}, await ask(), idempotency)).result;
}
