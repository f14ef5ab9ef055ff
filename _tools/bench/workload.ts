/** What the benchmarks write: deposits on accounts that live for ten events. */

import type { Changes, Store } from "../../application/store/store.ts";

/** Events of a stream before a caller begins the next. */
const STREAM_LENGTH = 10;

/** Gives the data of one event. */
export function deposit(number: number): {
  readonly amount: { readonly amount: number; readonly currency: string };
  readonly note: string;
} {
  return { amount: { amount: 1200 + number % 100, currency: "USD" }, note: "coffee and cake" };
}

/** Gives appends of one event each, to one account after another, each with its exact version. */
export function deposits(): () => Changes {
  let stream = "";
  let version = STREAM_LENGTH;
  return () => {
    if (version === STREAM_LENGTH) {
      stream = `account-${crypto.randomUUID()}`;
      version = 0;
    }
    const events = [{ type: "MoneyDeposited", data: deposit(version) }];
    return { appends: [{ stream, expect: version++, events }] };
  };
}

/** Commits so many appends, with so many callers that each wait for their own. */
export async function appendAll(
  store: Store,
  operations: number,
  inFlight: number,
): Promise<void> {
  let left = operations;
  const caller = async () => {
    for (const next = deposits(); left-- > 0;) await store.commit(next());
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
}

/** Does so many operations, so many of them at a time. */
export async function inParallel(
  operations: number,
  inFlight: number,
  operation: (number: number) => Promise<void>,
): Promise<void> {
  let left = operations;
  const caller = async () => {
    while (left > 0) await operation(left--);
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
}
