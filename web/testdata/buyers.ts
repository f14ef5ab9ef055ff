/** Clients that order, confirm, cancel and ship as fast as they can, at a server that comes and goes. */

import { assert } from "@std/assert";
import type { Random } from "../../application/ports.ts";
import type { WebProgram } from "./program.ts";

/** An answer that came whole, and the event that it stands on. */
export interface AnsweredStep {
  readonly order: string;
  readonly event: string;
  /** Position of the log, as the answer said. */
  readonly position: number;
}

/** What the clients are started with. */
export interface BuyersOptions {
  /** The server that runs, or the next one. */
  readonly server: () => Promise<WebProgram>;
  readonly products: readonly string[];
  readonly clients: number;
  readonly random: Random;
}

/** Clients that each see to one order after another, from their start until they are stopped. */
export class Buyers {
  /** What was answered, oldest first. */
  readonly answered: AnsweredStep[] = [];
  readonly #options: BuyersOptions;
  readonly #underWay: string[] = [];
  readonly #running: Promise<unknown>;
  #stopped = false;

  constructor(options: BuyersOptions) {
    this.#options = options;
    // One in two is patient: asks again, with the same key, until there is an answer.
    this.#running = Promise.all(
      Array.from({ length: options.clients }, (_, client) => this.#buyAll(client % 2 === 0)),
    );
    // Who stops them hears of it.
    this.#running.catch(() => {});
  }

  /** Requests that are under way, of all kinds or of one. */
  inFlight(kind = ""): number {
    return this.#underWay.filter((path) => path.endsWith(kind)).length;
  }

  /** Whether anything was answered that stands on such an event. */
  hasSeen(event: string): boolean {
    return this.answered.some((step) => step.event === event);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #buyAll(patient: boolean): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#buy(patient);
      } catch (error) {
        if (!(error instanceof GaveUp)) throw error;
      }
    }
  }

  async #buy(patient: boolean): Promise<void> {
    const { random } = this.#options;
    const { order } = await this.#step("/orders", { customerId: "ada@example.org" }, patient);
    const step = (verb: string, body = {}) => this.#step(`/orders/${order}/${verb}`, body, patient);
    for (let lines = random() < 0.5 ? 1 : 2; lines > 0; lines--) {
      const productId = this.#pick(this.#options.products);
      await step("items", { productId, quantity: this.#pick([1, 2, 3]) });
    }
    const { event } = await step("confirmation", { paymentMethod: this.#pick(METHODS) });
    const next = random();
    if (next < 0.3) await step("cancellation");
    else if (next < 0.6 && event === "OrderConfirmed") await step("shipment");
    if (next > 0.45 && next < 0.6 && event === "OrderConfirmed") await step("delivery");
  }

  /** Notes what the answer stands on. */
  async #step(path: string, body: unknown, patient: boolean): Promise<AnsweredStep> {
    const response = await this.#send(path, body, patient);
    const answer = await response.json();
    const order: string = answer.id ?? path.split("/")[2];
    const event = eventOf(path, response.status, answer.status);
    assert(event !== undefined, `${path} is answered with ${JSON.stringify(answer)}`);
    const position = Number(response.headers.get("portico-position") ?? 0);
    const answered = { order, event, position };
    this.answered.push(answered);
    return answered;
  }

  async #send(path: string, body: unknown, patient: boolean): Promise<Response> {
    const key = crypto.randomUUID();
    const headers = { "content-type": "application/json", "idempotency-key": key };
    do {
      const { origin } = await this.#options.server();
      this.#underWay.push(path);
      try {
        const init = { method: "POST", headers, body: JSON.stringify(body) };
        const response = await fetch(origin + path, init);
        return new Response(await response.text(), response);
      } catch {
        // The server was killed.
      } finally {
        this.#underWay.splice(this.#underWay.indexOf(path), 1);
      }
    } while (patient && !this.#stopped);
    throw new GaveUp();
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#options.random() * items.length)];
  }
}

/** The connection broke, and the client does not ask again: what became of it is not known. */
class GaveUp extends Error {}

/** Most pay; after some payments the answer gets lost, so that the order is in doubt for a while. */
const METHODS = [
  ...Array<string>(7).fill("pm_card_visa"),
  ...Array<string>(2).fill("pm_card_chargeLost"),
  "pm_card_chargeDeclined",
];

/** The event that an answer stands on; nothing when it should not have been given. */
function eventOf(path: string, code: number, status: string): string | undefined {
  return answers.get(`${path.split("/")[3] ?? "orders"} ${code} ${status}`);
}

const answers: ReadonlyMap<string, string> = new Map([
  ["orders 201 pending", "OrderPlaced"],
  ["items 200 pending", "ItemAdded"],
  ["confirmation 200 confirmed", "OrderConfirmed"],
  ["confirmation 202 confirming", "ConfirmationStarted"],
  ["confirmation 402 402", "ConfirmationFailed"],
  ["cancellation 200 cancelling", "CancellationStarted"],
  ["cancellation 200 cancelled", "OrderCancelled"],
  ["shipment 200 shipped", "OrderShipped"],
  ["delivery 200 delivered", "OrderDelivered"],
]);
