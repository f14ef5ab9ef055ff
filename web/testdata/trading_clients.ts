/** Clients of several web processes: they register, and order, as fast as they are answered. */

import type { Random } from "../../application/ports.ts";
import type { WebProgram } from "./program.ts";
import { pause } from "./register.ts";

/** Clients at work. */
export interface TradingClients {
  readonly inFlight: () => number;
  /** How long each request took, in milliseconds, in the order of the answers. */
  readonly durations: readonly number[];
  /** Resolves with what was answered, when every request has its answer. */
  readonly stop: () => Promise<Traded>;
}

/** What was answered. */
export interface Traded {
  /** Ids of users whose registration was answered with 201. */
  readonly users: readonly string[];
  /** Ids of orders that were asked to be confirmed. */
  readonly orders: readonly string[];
}

/** How clients differ from the usual ones. */
export interface TradingOptions {
  readonly clients: number;
  /** What is ordered. */
  readonly productId: string;
  readonly random: Random;
  /** Milliseconds each waits between two turns. */
  readonly rest?: number;
}

/** Starts clients; each takes any of the servers for each turn. */
export function startTrading(
  servers: readonly WebProgram[],
  { clients, productId, random, rest = 0 }: TradingOptions,
): TradingClients {
  const users: string[] = [];
  const orders: string[] = [];
  const durations: number[] = [];
  let [inFlight, number, stopped] = [0, 0, false];

  async function post(path: string, body: unknown): Promise<{ readonly id: string }> {
    const server = servers[Math.floor(random() * servers.length)];
    if (server === undefined) throw new RangeError("There is no server");
    inFlight++;
    const begun = performance.now();
    try {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      const response = await server.ask(path, init);
      const answer = await response.json();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    } finally {
      inFlight--;
      durations.push(performance.now() - begun);
    }
  }

  async function registerOne(): Promise<void> {
    const email = `ada${++number}@example.org`;
    users.push((await post("/users", { name: "Ada Lovelace", email })).id);
  }

  async function orderOne(): Promise<void> {
    const { id } = await post("/orders", { customerId: "ada@example.org" });
    await post(`/orders/${id}/items`, { productId, quantity: 1 });
    orders.push(id);
    await post(`/orders/${id}/confirmation`, { paymentMethod: "pm_card_visa" });
  }

  const running = Array.from({ length: clients }, async (_, client) => {
    while (!stopped) {
      await (client % 3 === 0 ? orderOne() : registerOne());
      if (rest > 0) await pause(rest);
    }
  });
  return {
    inFlight: () => inFlight,
    durations,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      return { users, orders };
    },
  };
}

/** Makes something that can be ordered, and answers its id. */
export async function createPen({ ask }: WebProgram): Promise<string> {
  const basePrice = { amount: 10_00, currency: "USD" };
  const body = { name: "Pen", categoryId: "office", basePrice, stock: 1_000_000 };
  const headers = { "content-type": "application/json" };
  const answer = await ask("/products", { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()).id;
}
