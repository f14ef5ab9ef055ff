/** Products over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import { productAnswer } from "../application/catalog/product_answer.ts";
import type { Saved } from "../application/store/collection.ts";
import { listAnswer } from "../application/store/list_answer.ts";
import type { Product } from "../domain/catalog/product.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { entityTag, expectedVersionOf } from "./if_match.ts";
import { readListing } from "./listing.ts";
import { namedAsSent } from "./named_as_sent.ts";
import { wantsHtml } from "./negotiation.ts";
import { productPage } from "./pages/product_page.tsx";
import { productsPage } from "./pages/products_page.tsx";
import { productAddress } from "./product_address.ts";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { money, number, text, wholeBody } from "./shapes.ts";

/** Serves creation, the list, lookup, base prices and stock. */
export function productsRoutes({ catalog, markups, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.post("/products", async (c) => {
    const command = await readJson(c, creation);
    const product = await catalog.create(command, commandContextOf(c));
    c.header("Location", productAddress(product.id));
    return answerSaved(c, product, 201);
  });

  app.get("/products", async (c) => {
    const categoryId = c.req.query("category");
    const listing = readListing(c);
    const names = { categoryId: "category" };
    const page = await namedAsSent(names, () => catalog.list({ ...listing, categoryId }));
    if (wantsHtml(c)) return c.html(await productsPage(c, page, markups));
    return c.json(listAnswer({ ...page, items: page.items.map(productAnswer) }));
  });

  app.get("/products/:id", async (c) => {
    const product = await catalog.get({ id: c.req.param("id") });
    c.header("ETag", entityTag(product.version));
    if (!wantsHtml(c)) return c.json(productAnswer(product));
    return c.html(await productPage(c, { product, markups, formKey: newId() }));
  });

  app.put("/products/:id/base-price", async (c) => {
    const id = c.req.param("id");
    const basePrice = await readJson(c, money);
    const expectedVersion = await expectedVersionOf(c, () => catalog.get({ id }));
    const product = await namedAsSent(
      { basePrice: "" },
      () => catalog.reprice({ id, basePrice, expectedVersion }, commandContextOf(c)),
    );
    return answerSaved(c, product, 200);
  });

  app.put("/products/:id/stock", async (c) => {
    const id = c.req.param("id");
    const { quantity: stock } = await readJson(c, quantity);
    const expectedVersion = await expectedVersionOf(c, () => catalog.get({ id }));
    const product = await namedAsSent(
      { stock: "quantity" },
      () => catalog.setStock({ id, stock, expectedVersion }, commandContextOf(c)),
    );
    return answerSaved(c, product, 200);
  });

  return app;
}

const creation = z.strictObject(
  { name: text, categoryId: text, basePrice: money, stock: number.optional() },
  wholeBody,
);
const quantity = z.strictObject({ quantity: number }, wholeBody);

function answerSaved(c: AppContext, product: Saved<Product>, status: 200 | 201): Response {
  c.header("ETag", entityTag(product.version));
  c.header("Portico-Position", String(product.position));
  return c.json(productAnswer(product), status);
}
