/** Random sequences of everything that can be done to orders, and what must hold after each. */

import { assert, assertEquals } from "@std/assert";
import type { Order } from "../../../domain/orders/order.ts";
import { totalOf } from "../../../domain/orders/order_item.ts";
import type { Stored } from "../../store/collection.ts";
import { initialStock, OrdersWorld, type WorldOptions } from "./orders_world.ts";

/** What a sequence came to. */
export interface SequenceReport {
  readonly orders: readonly Stored<Order>[];
  readonly cuts: number;
  readonly operations: ReadonlyMap<string, number>;
  readonly troubles: ReadonlyMap<string, number>;
}

/** Runs the sequence of a seed to its end and checks it; throws when something is not as it must be. */
export async function runSequence(
  seed: number,
  options: WorldOptions = {},
): Promise<SequenceReport> {
  const sequence = new RandomOrders(new OrdersWorld(seed, options));
  return await sequence.run();
}

const methods = ["visa", "visa", "visa", "decline", "process", "process, decline"];
const pauses = [1, 40, 400, 3_000, 16_000];

class RandomOrders {
  readonly #world: OrdersWorld;
  readonly #ids: string[] = [];
  readonly #operations = new Map<string, number>();
  readonly #most: number;

  constructor(world: OrdersWorld) {
    this.#world = world;
    this.#most = 1 + this.#below(4);
  }

  async run(): Promise<SequenceReport> {
    const world = this.#world;
    world.mischief.rate = this.#pick([0, 0.3, 0.6]);
    world.ensureProcess();
    if (world.random() < 0.6) world.planCut();
    const steps = 8 + this.#below(20);
    for (let step = 0; step < steps; step++) {
      await this.#act();
      await world.pass(this.#pick(pauses));
      world.ensureProcess();
    }
    const settled = await world.recover();
    const { items: orders } = await world.orders.find({ limit: 100 });
    await world.close();
    assert(settled, `the orders settle: ${orders.map(({ id, status }) => `${id} ${status}`)}`);
    await this.#check(orders);
    return {
      orders,
      cuts: world.cuts,
      operations: this.#operations,
      troubles: world.mischief.seen,
    };
  }

  async #act(): Promise<void> {
    const actions: readonly (readonly [weight: number, name: string, act: () => unknown])[] = [
      [3, "place", () => this.#place()],
      [2, "add", () => this.#add(this.#order())],
      [1, "remove", () => this.#remove(this.#order())],
      [7, "confirm", () => this.#confirm(this.#order())],
      [2, "cancel", () => this.#do(this.#world.orders.cancel({ id: this.#order() }))],
      [3, "ship", () => this.#do(this.#world.orders.ship({ id: this.#order() }))],
      [2, "deliver", () => this.#do(this.#world.orders.deliver({ id: this.#order() }))],
      [1.5, "judge", () => this.#judge(this.#order())],
      [2, "report", () => this.#world.report(this.#order(), this.#pick([1, 1, 2, 3]))],
      [1, "finish payments", () => this.#world.payments.finish()],
      [1, "weather", () => this.#world.mischief.rate = this.#pick([0, 0.3, 0.6, 0.9])],
      [1.5, "refuse refunds", () => this.#refuseRefunds()],
      [1.5, "cut", () => this.#world.planCut()],
      [0.5, "stop", () => this.#world.stopProcess()],
      [0.7, "stun", () => this.#world.stun()],
      [0.7, "wake", () => this.#world.wake()],
    ];
    let left = this.#world.random() * actions.reduce((sum, [weight]) => sum + weight, 0);
    const chosen = actions.find(([weight]) => (left -= weight) < 0) ?? actions[0];
    if (this.#ids.length === 0) return await this.#place();
    const [, name, act] = chosen ?? [0, "", () => {}];
    this.#operations.set(name, (this.#operations.get(name) ?? 0) + 1);
    await act();
  }

  async #place(): Promise<void> {
    if (this.#ids.length >= this.#most) return;
    const { id } = await this.#world.orders.place({ customerId: `c${this.#below(3)}` });
    this.#ids.push(id);
    this.#add(id);
    this.#add(id);
    if (this.#world.random() < 0.7) this.#confirm(id);
  }

  #add(id: string): void {
    const quantity = this.#pick([1, 1, 2, 3, 0]);
    const productId = this.#pick(["a", "b", "c", "none"]);
    this.#do(this.#world.orders.addItem({ id, productId, quantity }));
  }

  #remove(id: string): void {
    this.#do(this.#world.orders.removeItem({ id, productId: this.#pick(["a", "b", "c"]) }));
  }

  #confirm(id: string): void {
    this.#do(this.#world.orders.confirm({ id, paymentMethod: this.#pick(methods) }));
  }

  #refuseRefunds(): void {
    this.#world.payments.refusesRefunds = !this.#world.payments.refusesRefunds;
  }

  /** An operator accepts only money that was seen, and gives up anything else. */
  async #judge(id: string): Promise<void> {
    const { orders, payments } = this.#world;
    const { status, version: expectedVersion, ...order } = await orders.get({ id });
    const paid = payments.entries.get(`pay_${id}_${order.attempt}`)?.status === "taken";
    const word = { id, operator: "Olga", expectedVersion };
    if (paid && status === "confirming") this.#do(orders.acceptPayment(word));
    else this.#do(orders.abandonPayment(word));
  }

  #do(work: Promise<unknown>): void {
    this.#world.attempt(work);
  }

  async #check(orders: readonly Stored<Order>[]): Promise<void> {
    const { unexpected, stock } = this.#world;
    assertEquals(unexpected, [], "nothing unexpected is thrown");
    const sold = new Map<string, number>();
    for (const order of orders) {
      this.#checkMoney(order);
      this.#checkStock(order, sold);
      await this.#checkNotices(order);
    }
    for (const [id, units] of Object.entries(initialStock)) {
      const available = stock.find(id)?.available ?? 0;
      assert(available >= 0, `${id} is not below zero`);
      assertEquals(available + (sold.get(id) ?? 0), units, `units of ${id}, free and sold`);
    }
  }

  #checkMoney(order: Stored<Order>): void {
    const kept = this.#world.payments.kept(order.id);
    const due = isSold(order) ? totalOf(order).amount : 0;
    assertEquals(kept, due, `money kept for ${order.id}, which is ${order.status}`);
  }

  #checkStock(order: Stored<Order>, sold: Map<string, number>): void {
    const lines = order.items.map(({ productId, quantity }) => ({ productId, quantity }));
    for (let attempt = 1; attempt <= order.attempt; attempt++) {
      const due = isSold(order) && attempt === order.attempt ? lines : [];
      const held = this.#world.stock.held({ order: order.id, attempt });
      assertEquals(held, due, `stock held for ${order.id}, attempt ${attempt}: ${order.status}`);
      for (const { productId, quantity } of held) {
        sold.set(productId, (sold.get(productId) ?? 0) + quantity);
      }
    }
  }

  async #checkNotices({ id, status }: Stored<Order>): Promise<void> {
    const events = await this.#world.store.readStream(`order/${id}`);
    const wasConfirmed = events.some(({ type }) => type === "OrderConfirmed");
    assertEquals(this.#notices(id, "confirmed"), wasConfirmed ? 1 : 0, `confirmations of ${id}`);
    const wasCancelled = status === "cancelled";
    assertEquals(this.#notices(id, "cancelled"), wasCancelled ? 1 : 0, `cancellations of ${id}`);
  }

  /** The same key is the same mail, however often it was sent. */
  #notices(id: string, what: string): number {
    const mails = this.#world.mails.filter(({ about, subject }) =>
      about === id && subject.endsWith(what)
    );
    return new Set(mails.map(({ idempotencyKey }) => idempotencyKey)).size;
  }

  #order(): string {
    return this.#pick(this.#ids);
  }

  #below(most: number): number {
    return Math.floor(this.#world.random() * most);
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[this.#below(items.length)];
    if (item === undefined) throw new Error("there is nothing to pick from");
    return item;
  }
}

function isSold({ status }: Order): boolean {
  return status === "confirmed" || status === "shipped" || status === "delivered";
}
