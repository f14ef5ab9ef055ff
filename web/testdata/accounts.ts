/** Accounts for tests of the web app. */

import type { TestApp } from "./test_app.ts";

/** Money in dollars. */
export function usd(amount: number): { readonly amount: number; readonly currency: string } {
  return { amount, currency: "USD" };
}

/** Opens an account over HTTP and answers its id. */
export async function opened(
  { send }: TestApp,
  openingBalance = usd(10_000),
  owner = "Ada Lovelace",
): Promise<string> {
  const response = await send("POST", "/accounts", { owner, openingBalance });
  const { id } = await response.json();
  return id;
}

/** Lets the app's time pass, a little at a time, until an answer is there. */
export async function asTimePasses(
  { clock }: TestApp,
  answer: Promise<Response>,
): Promise<Response> {
  let isThere = false;
  answer.finally(() => isThere = true).catch(() => {});
  while (!isThere) {
    clock.advance(100);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return await answer;
}
