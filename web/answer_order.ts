/** The answer to everything that changes an order. */

import { orderAnswer } from "../application/orders/order_answer.ts";
import type { Saved } from "../application/store/collection.ts";
import type { Order } from "../domain/orders/order.ts";
import type { AppContext } from "./app_env.ts";
import { entityTag } from "./if_match.ts";

/** Answers with the order, its version and the log's position. */
export function answerOrder(
  c: AppContext,
  order: Saved<Order>,
  status: 200 | 201 | 202,
): Response {
  c.header("ETag", entityTag(order.version));
  c.header("Portico-Position", String(order.position));
  return c.json(orderAnswer(order), status);
}
