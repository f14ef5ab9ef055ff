/** Another Portico, served on this machine, with every request counted and some of them spoilt. */

import { projectionStatus } from "../../../application/events/projection_status.ts";
import { askRebuild } from "../../../application/events/projection_rebuild.ts";
import { subscriptionStatus } from "../../../application/events/subscription_status.ts";
import { parseMarkups } from "../../../domain/catalog/markups.ts";
import { createApp } from "../../../web/app.ts";
import { compose } from "../../composition/compose.ts";
import type { Application } from "../../composition/application.ts";
import { value } from "../../composition/binding.ts";
import { readConfig } from "../../composition/config.ts";
import { MARKUPS } from "../../composition/tokens.ts";
import type { ProductForSale } from "../../conformance/selling_place.ts";

export const TOKEN = "token-of-the-shop";

/** What becomes of a request: `undefined` lets it through. */
export type Spoil = (request: Request, n: number) => Promise<Response> | undefined;

export class Shop implements AsyncDisposable {
  readonly url: string;
  readonly application: Application;
  readonly requests: string[] = [];
  /** Stands before the shop; the first request is 1. */
  spoil: Spoil = () => undefined;
  /** Stands behind it: the shop has done what was asked, and the answer is this one. */
  garble: Spoil = () => undefined;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(application: Application) {
    this.application = application;
    const { ports, wiring } = application;
    const app = createApp({
      ...ports,
      ...application,
      subscriptions: { status: () => subscriptionStatus(ports.store) },
      projections: {
        status: () => projectionStatus(ports.store),
        rebuild: (name, actor) => askRebuild(ports, name, actor),
      },
      wiring: () => wiring,
      adminToken: TOKEN,
      allowedHosts: ["127.0.0.1"],
    });
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async (request) => {
        const n = this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
        const spoilt = this.spoil(request, n);
        if (spoilt !== undefined) return await spoilt;
        const answer = await app.fetch(request);
        const garbled = this.garble(request, n);
        if (garbled === undefined) return answer;
        await answer.body?.cancel();
        return await garbled;
      },
    );
    this.url = `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async sell({ name, price, units }: ProductForSale): Promise<string> {
    const product = { name, categoryId: "things", basePrice: price, stock: units };
    return (await this.application.catalog.create(product)).id;
  }

  async unitsOf(id: string): Promise<number> {
    return (await this.application.catalog.get({ id })).stock;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
    await this.application[Symbol.asyncDispose]();
  }
}

/** Opens a shop whose prices are its base prices. */
export async function openShop(): Promise<Shop> {
  const config = readConfig({ STORE_URL: "memory:" });
  const markups = parseMarkups({ byCategory: {}, others: 0 });
  return new Shop(await compose(config, [value(MARKUPS, markups)]));
}
