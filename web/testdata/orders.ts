/** Products and orders for tests of the web app. */

import { asTimePasses } from "./accounts.ts";
import { type TestApp, testApp } from "./test_app.ts";
import type { AppOptions } from "../app.ts";
import type { Services } from "../services.ts";

/** An app with ten laptops, fifty mice and twenty-five keyboards. */
export async function shop(
  given: Partial<Services> = {},
  options: AppOptions = {},
): Promise<TestApp> {
  const app = testApp(given, options);
  await app.services.catalog.loadDemo();
  return app;
}

/** Places an order over HTTP, of so many laptops, and answers its id. */
export async function placed({ send }: TestApp, laptops = 0): Promise<string> {
  const response = await send("POST", "/orders", { customerId: "customer123" });
  const { id } = await response.json();
  if (laptops > 0) {
    await send("POST", `/orders/${id}/items`, { productId: "prod1", quantity: laptops });
  }
  return id;
}

/** Asks for the confirmation of an order, and sees to what follows until there is an answer. */
export async function confirmed(
  app: TestApp,
  id: string,
  paymentMethod = "pm_card_visa",
  headers: Record<string, string> = {},
): Promise<Response> {
  return await whileWorking(
    app,
    app.send("POST", `/orders/${id}/confirmation`, { paymentMethod }, headers),
  );
}

/** Sees to what follows from a request, a little at a time, until its answer is there. */
export async function whileWorking<Answer>(
  app: TestApp,
  answer: Promise<Answer>,
): Promise<Answer> {
  let isThere = false;
  answer.finally(() => isThere = true).catch(() => {});
  while (!isThere) {
    await app.drain();
    app.clock.advance(10);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return await answer;
}

/** Places an order and asks for its confirmation, which the gateway leaves open. */
export async function hanging(app: TestApp): Promise<string> {
  const id = await placed(app, 1);
  await asTimePasses(
    app,
    app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_processing" }),
  );
  await app.drain();
  return id;
}

/** The charges for an order less the refunds, payment by payment. */
export async function chargesOf({ payments }: TestApp, order: string): Promise<readonly number[]> {
  const { items } = await payments.ledger({ order, limit: 10 });
  return items.map(({ charges, refunds }) => charges.length - refunds.length);
}

/** How many units of a product nobody has reserved. */
export async function stockOf({ services }: TestApp, id: string): Promise<number> {
  return (await services.catalog.get({ id })).stock;
}
