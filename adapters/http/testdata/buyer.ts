/** Orders that buy at a shop. */

import { systemClock } from "../../system/clock.ts";
import { parseMoney } from "../../../domain/kernel/money.ts";
import { type HttpCatalog, httpCatalog, type HttpCatalogOptions } from "../catalog.ts";
import { type Shop, TOKEN } from "./shop.ts";

/** A signal that is never aborted. */
export const patient = new AbortController().signal;
export const laptop = {
  name: "Laptop",
  price: parseMoney({ amount: 999_99, currency: "USD" }),
  units: 10,
};
export const claim = { order: "order-7", attempt: 1 };

export interface Patience extends Partial<HttpCatalogOptions> {
  readonly clock?: Parameters<typeof httpCatalog>[1]["clock"];
}

/** Asks a shop, with pauses that take no time. */
export function buyerAt(
  { url }: Shop,
  { clock = systemClock(), ...options }: Patience = {},
): HttpCatalog {
  return httpCatalog({ url, token: TOKEN, ...options }, { clock, random: () => 0 });
}

export function reserve({ reserveStock }: HttpCatalog, productId: string, quantity = 3) {
  return reserveStock({ ...claim, lines: [{ productId, quantity }] }, patient);
}

export function answer(status: number): Promise<Response> {
  return Promise.resolve(new Response("trouble", { status }));
}

/** An answer that ends in the middle. */
export function broken(): Promise<Response> {
  return Promise.resolve(new Response('{"status": "reser'));
}
