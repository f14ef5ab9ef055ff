/** Finding a PaymentIntent, by its id or by what it is for. */

import type { Clock } from "../../application/ports.ts";
import { ask, type Call, mustHave } from "./calls.ts";
import type { StripeClient, StripeIntent } from "./client.ts";
import { purposeOf } from "./purpose.ts";
import { isUnknown } from "./stripe_error.ts";

/** What is asked of every PaymentIntent besides itself: its charge, which knows of refunds. */
export const withCharge: { readonly expand: string[] } = { expand: ["latest_charge"] };

/** Tells whether a text can be the id of a PaymentIntent. */
export function isIntentId(id: string): boolean {
  return /^pi_\w{1,200}$/.test(id);
}

/** Gives a PaymentIntent as it stands; `undefined` when Stripe has none of this id. */
export async function findById(
  { paymentIntents }: StripeClient,
  call: Call,
  id: string,
): Promise<StripeIntent | undefined> {
  if (!isIntentId(id)) return undefined;
  const answer = await ask(call, (request) => paymentIntents.retrieve(id, withCharge, request));
  if (answer.error !== undefined && isUnknown(answer.error)) return undefined;
  return mustHave(call, answer);
}

/**
 * Gives the PaymentIntent of an order and attempt as it stands; `undefined` when there is none.
 *
 * Stripe's search finds it wherever it is, but only later: within a minute usually, and an hour when
 * Stripe has trouble. Its lists are exact at once, but cannot be asked for metadata. So what the
 * search does not find is looked for in the list of the last hours. (Stripe has no search for
 * accounts in India: there this is an error.)
 */
export async function findByPurpose(
  stripe: StripeClient,
  call: Call,
  { order, attempt, clock }: {
    readonly order: string;
    readonly attempt: number;
    readonly clock: Pick<Clock, "now">;
  },
): Promise<StripeIntent | undefined> {
  const purpose = await purposeOf(order, attempt);
  const searched = await search(stripe, call, purpose);
  const found = searched.length > 0
    ? searched
    : await listRecent(stripe, call, { purpose, since: clock.now() - SEARCH_LAG });
  // What search and lists show may be a while old.
  const intents = await Promise.all(found.map(({ id }) => findById(stripe, call, id)));
  return intents.filter((intent) => intent !== undefined).toSorted(mostAdvancedFirst)[0];
}

/** Longest time search may be behind, with room for clocks that differ; in milliseconds. */
const SEARCH_LAG = 2 * 60 * 60 * 1000;

async function search({ paymentIntents }: StripeClient, call: Call, purpose: string) {
  const params = { query: `metadata['purpose']:'${purpose}'`, limit: 100 };
  const answer = await ask(call, (request) => paymentIntents.search(params, request));
  return mustHave(call, answer).data.filter(({ metadata }) => metadata.purpose === purpose);
}

async function listRecent(
  { paymentIntents }: StripeClient,
  call: Call,
  { purpose, since }: { readonly purpose: string; readonly since: number },
): Promise<readonly StripeIntent[]> {
  const created = { gte: Math.floor(since / 1000) };
  let after: { starting_after?: string } = {};
  for (;;) {
    const params = { created, limit: 100, ...after };
    const answer = await ask(call, (request) => paymentIntents.list(params, request));
    const { data, has_more } = mustHave(call, answer);
    const found = data.filter(({ metadata }) => metadata.purpose === purpose);
    const last = data.at(-1);
    if (found.length > 0 || !has_more || last === undefined) return found;
    after = { starting_after: last.id };
  }
}

/** When Stripe had forgotten a key there may be several; money counts before age. */
function mostAdvancedFirst(a: StripeIntent, b: StripeIntent): number {
  return rankOf(a) - rankOf(b) || a.created - b.created;
}

function rankOf({ status }: StripeIntent): number {
  const rank = ["succeeded", "processing"].indexOf(status);
  return rank === -1 ? 2 : rank;
}
