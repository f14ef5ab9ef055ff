/** The catalogue that orders sell from, in another Portico. */

import { z } from "zod";
import { backoff } from "../../application/events/backoff.ts";
import type {
  FindProduct,
  ReleaseStock,
  ReserveStock,
  StockClaim,
} from "../../application/orders/ports.ts";
import type { Clock, Random } from "../../application/ports.ts";
import { isIdText } from "../../domain/kernel/id_text.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import { CatalogRefused, CatalogUnavailable } from "./errors.ts";
import { type HttpAnswer, type HttpRequest, send } from "./request.ts";

/** Where the other Portico is, and how patient this one is with it. */
export interface HttpCatalogOptions {
  /** Where it is served, such as `https://shop.example.org`. */
  readonly url: string;
  /** The operators' token there. */
  readonly token: string;
  /** Milliseconds until a request that has no answer is given up; 2000 unless told. */
  readonly timeout?: number;
  /** How often is asked at most; 3 times unless told. */
  readonly attempts?: number;
}

/** What giving up and asking again need. */
export interface HttpCatalogPorts {
  readonly clock: Pick<Clock, "sleep">;
  readonly random: Random;
}

/** The ports of orders that a catalogue stands behind. */
export interface HttpCatalog {
  readonly findProduct: FindProduct;
  readonly reserveStock: ReserveStock;
  readonly releaseStock: ReleaseStock;
}

/**
 * Sells the products of another Portico: `GET /products/{id}`, and `PUT` and `DELETE` of
 * `/reservations/{order}/{attempt}`. Each may be asked again, for a reservation is made and given back
 * once for each order and attempt, and so they are.
 *
 * The functions reject with `CatalogUnavailable` when there is no answer after the last attempt, or
 * none that can be understood; with `CatalogRefused`, which is permanent, when it is never done.
 *
 * @example
 * ```ts
 * import { httpCatalog } from "@portico/core/http";
 * import { systemClock, systemRandom } from "@portico/core/system";
 *
 * const { findProduct } = httpCatalog(
 *   { url: "http://127.0.0.1:9", token: "let-me-in", attempts: 1 },
 *   { clock: systemClock(), random: systemRandom() },
 * );
 * await findProduct("prod1").catch(({ code }) => code); // "catalog/unavailable": nobody listens
 * ```
 */
export function httpCatalog(
  { url, token, timeout = 2000, attempts = 3 }: HttpCatalogOptions,
  { clock, random }: HttpCatalogPorts,
): HttpCatalog {
  async function ask(action: string, request: HttpRequest, signal?: AbortSignal) {
    for (let attempt = 1;; attempt++) {
      const answer = await send({ url, token, timeout, clock }, request, signal);
      if (answer.status !== "failed") return answer;
      if (!answer.again || attempt >= attempts) {
        throw new CatalogUnavailable(action, answer.reason, { cause: answer.cause });
      }
      await clock.sleep(backoff(PAUSES, attempt, random), signal);
    }
  }

  return {
    findProduct: async (id) => {
      if (!isSegment(id)) return undefined;
      const action = `find the product ${JSON.stringify(id)}`;
      const answer = await ask(action, { method: "GET", path: ["products", id] });
      if (answer.status === "refused" && answer.code === NO_PRODUCT) return undefined;
      const { name, price, stock } = said(action, answer, product);
      return { id, name, price, available: stock };
    },
    reserveStock: async ({ order, attempt, lines }, signal) => {
      const action = `reserve stock for the order ${JSON.stringify(order)}`;
      const path = pathOf(action, { order, attempt });
      const answer = await ask(action, { method: "PUT", path, body: { lines } }, signal);
      return said(action, answer, reservation);
    },
    releaseStock: async ({ order, attempt }, signal) => {
      const action = `release the stock of the order ${JSON.stringify(order)}`;
      const path = pathOf(action, { order, attempt });
      said(action, await ask(action, { method: "DELETE", path }, signal), released);
    },
  };
}

/** Milliseconds between attempts, at most. */
const PAUSES = { first: 200, longest: 2000 };

/** The other's code of a product that does not exist. */
const NO_PRODUCT = "catalog/product-not-found";

const product = z.object({
  name: z.string(),
  price: z.unknown().transform((input) => parseMoney(input)),
  stock: z.int().nonnegative(),
});
const released = z.object({ status: z.literal("released") });
const reservation = z.discriminatedUnion("status", [
  z.object({ status: z.literal("reserved") }),
  z.object({ status: z.literal("out-of-stock"), productId: z.string() }),
  released,
]);

function said<Said>(
  action: string,
  answer: Exclude<HttpAnswer, { readonly status: "failed" }>,
  shape: z.ZodType<Said>,
): Said {
  if (answer.status === "refused") throw new CatalogRefused(action, answer.code, answer.detail);
  try {
    return shape.parse(answer.json);
  } catch (cause) {
    throw new CatalogUnavailable(action, "its answer cannot be understood", { cause });
  }
}

function pathOf(action: string, { order, attempt }: StockClaim): readonly string[] {
  if (isSegment(order)) return ["reservations", order, String(attempt)];
  throw new CatalogRefused(action, "invalid-input", "an order with such an id cannot be named");
}

/** Whether a text can be a part of a path: an address has another meaning for dots. */
function isSegment(id: string): boolean {
  return isIdText(id) && id !== "." && id !== "..";
}
