/** A shop with everything outside it, its processes that come and go, and a clock that is moved by hand. */

import { memoryClock } from "../../../adapters/memory/clock.ts";
import { seededRandom, sequentialIds } from "../../../adapters/memory/chance.ts";
import { memoryStore } from "../../../adapters/memory/store.ts";
import { silentLog } from "../../../adapters/system/log.ts";
import { isDomainError } from "../../../domain/kernel/errors.ts";
import { deadLetters } from "../../events/dead_letters.ts";
import { runSubscriptions } from "../../events/run_subscriptions.ts";
import { subscriptionStatus } from "../../events/subscription_status.ts";
import type { Email } from "../../mail/send_email.ts";
import type { Random } from "../../ports.ts";
import type { Store } from "../../store/store.ts";
import { abandonedPayments } from "../abandoned_payments.ts";
import { orderFulfilment } from "../fulfilment.ts";
import type { FulfilmentPorts } from "../fulfilment_ports.ts";
import { addressInCustomerId, mailCustomer } from "../mail_customer.ts";
import { orderNotices } from "../order_notices.ts";
import { orderRepository } from "../order_repository.ts";
import type { ReleaseStock } from "../ports.ts";
import { createOrders, type Orders } from "../orders.ts";
import { redriveFulfilment } from "../resume_fulfilment.ts";
import { Mischief } from "./mischief.ts";
import { PacedStore } from "./paced_store.ts";
import { PaymentBook } from "./payment_book.ts";
import { ProcessLine } from "./process_line.ts";
import { StockBook } from "./stock_book.ts";

/** Replaces what a process has outside by something that is not as it should be. */
export type Sabotage = (ports: FulfilmentPorts) => FulfilmentPorts;

/** How a world differs from the usual one. */
export interface WorldOptions {
  readonly sabotage?: Sabotage | undefined;
  /** A store with nothing in it; one in memory unless told. */
  readonly store?: Store | undefined;
}

interface Process {
  readonly line: ProcessLine;
  readonly stop: AbortController;
  readonly isDone: () => boolean;
}

const subscriptionNames = ["order-fulfilment", "abandoned-payments", "order-notices"];
export const initialStock = { a: 6, b: 4, c: 9 } as const;

export class OrdersWorld {
  readonly clock = memoryClock();
  readonly random: Random;
  readonly store: Store;
  readonly stock = new StockBook({
    a: ["Axe", 19_99, initialStock.a],
    b: ["Bow", 5_00, initialStock.b],
    c: ["Cap", 33, initialStock.c],
  });
  readonly payments = new PaymentBook();
  readonly mails: Email[] = [];
  readonly mischief: Mischief;
  readonly orders: Orders;
  readonly unexpected: unknown[] = [];
  cuts = 0;
  readonly #newId = sequentialIds("process-");
  readonly #sabotage: Sabotage;
  readonly #paced: PacedStore;
  #process: Process | undefined;
  readonly #stunned: Process[] = [];
  readonly #awake: Process[] = [];

  constructor(seed: number, { sabotage = (ports) => ports, store }: WorldOptions = {}) {
    this.random = seededRandom(seed);
    this.#sabotage = sabotage;
    this.#paced = new PacedStore(
      store ?? memoryStore({ clock: this.clock, newId: sequentialIds("event-") }),
    );
    this.store = this.#paced.store;
    this.mischief = new Mischief(this.clock, this.random);
    const machinery = { store: this.store, clock: this.clock, random: this.random };
    this.orders = createOrders({
      ...this.#ports(new ProcessLine(), this.store),
      orders: orderRepository(machinery),
      resumeFulfilment: redriveFulfilment(machinery),
      findProduct: (id) => Promise.resolve(this.stock.find(id)),
      clock: this.clock,
      newId: sequentialIds("order-"),
    });
  }

  /** Does something without waiting for it; refusals are no surprise. */
  attempt(work: Promise<unknown>): void {
    work.catch((error) => {
      if (!isDomainError(error)) this.unexpected.push(error);
    });
  }

  /** News of a payment, as a webhook brings them. */
  report(order: string, attempt: number): void {
    const over = new AbortController();
    this.clock.sleep(10_000).then(() => over.abort(new DOMException("too late", "TimeoutError")));
    const looked = this.orders.reportPayment({ order, attempt }, { signal: over.signal });
    this.attempt(looked.catch((error) => {
      if (!over.signal.aborted) throw error;
    }));
  }

  /** Starts a process where none is. */
  ensureProcess(): void {
    if (this.#process?.line.isCut) this.cuts++;
    const process = this.#process;
    if (process !== undefined && !process.line.isCut && !process.isDone()) return;
    this.#process = this.#start();
  }

  /** Lets the process die at one of its next calls. */
  planCut(): void {
    this.cutNextAt(1 + Math.floor(this.random() * 8), this.random() < 0.5 ? "before" : "after");
  }

  /** Lets the process die at the given one of its next calls. */
  cutNextAt(call: number, where: "before" | "after"): void {
    this.#process?.line.cutAt(call, where);
  }

  /** Stops the process in good order. */
  stopProcess(): void {
    this.#process?.stop.abort();
  }

  /** Lets the process stand still, so that another takes over. */
  stun(): void {
    if (this.#process === undefined) return;
    this.#process.line.hold();
    this.#stunned.push(this.#process);
    this.#process = undefined;
  }

  /** Lets a process that stood still go on as if nothing had been. */
  wake(): void {
    const process = this.#stunned.shift();
    if (process === undefined) return;
    process.line.release();
    this.#awake.push(process);
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.#paced.atRest();
  }

  /** Everything outside works again and parked events are redriven, until nothing is left to do. */
  async recover(): Promise<boolean> {
    this.mischief.rate = 0;
    this.payments.refusesRefunds = false;
    const machinery = { store: this.store, clock: this.clock, random: this.random };
    const { redriveAll } = deadLetters(machinery);
    for (let round = 0; round < 600; round++) {
      this.wake();
      this.ensureProcess();
      this.payments.finish();
      await this.pass(round < 30 ? 1_000 : 7_000);
      for (const name of subscriptionNames) await redriveAll(name, "operator");
      if (this.mischief.onTheirWay === 0 && round > 10 && await this.#isQuiet()) return true;
    }
    return false;
  }

  async close(): Promise<void> {
    for (const { stop } of [...this.#stunned, ...this.#awake]) stop.abort();
    this.#process?.stop.abort();
    for (let n = 0; n < 4; n++) await this.pass(20_000);
  }

  async #isQuiet(): Promise<boolean> {
    const all = await subscriptionStatus(this.store);
    return all.length === subscriptionNames.length &&
      all.every(({ waiting, dead, behind }) => waiting + dead + behind === 0);
  }

  #start(): Process {
    const line = new ProcessLine();
    const stop = new AbortController();
    const store = line.storeOf(this.store);
    const ports = this.#sabotage(this.#ports(line, store));
    const notifyCustomer = mailCustomer({
      sendEmail: (mail, signal = stop.signal) =>
        line.call(() => this.mischief.call(() => void this.mails.push(mail), signal)),
      findCustomerAddress: addressInCustomerId,
    });
    const subscriptions = [
      orderFulfilment({ ...ports, releaseStock: this.#watched(ports.releaseStock) }),
      abandonedPayments(ports),
      orderNotices({ orders: ports.orders, notifyCustomer }),
    ];
    const { clock, random } = this;
    const machinery = { store, clock, random, newId: this.#newId, log: silentLog() };
    let isDone = false;
    const options = { signal: stop.signal, ttl: 4000, stopWithin: 500 };
    runSubscriptions(machinery, subscriptions, options)
      .catch((error) => this.unexpected.push(error))
      .finally(() => isDone = true);
    return { line, stop, isDone: () => isDone };
  }

  /** The fulfilment releases nothing whose money is here, or may still come. */
  #watched(releaseStock: ReleaseStock): ReleaseStock {
    return (claim, signal) => {
      const status = this.payments.lookup(claim)?.status;
      if (status === "taken" || status === "processing") {
        this.unexpected.push(`released the stock of a payment that is ${status}`);
      }
      return releaseStock(claim, signal);
    };
  }

  #ports(line: ProcessLine, store: Store): FulfilmentPorts {
    const { payments, stock, mischief, clock, random } = this;
    const call = <Result>(effect: () => Result, signal: AbortSignal) =>
      line.call(() => mischief.call(effect, signal));
    return {
      orders: orderRepository({ store, clock, random }),
      reserveStock: (request, signal) => call(() => stock.reserve(request), signal),
      releaseStock: (claim, signal) => call(() => stock.release(claim), signal),
      payments: {
        begin: (payment, signal) => call(() => payments.begin(payment), signal),
        complete: (payment, signal) => call(() => payments.complete(payment), signal),
        lookup: (payment, signal) => call(() => payments.lookup(payment), signal),
        cancel: (payment, signal) => call(() => payments.cancel(payment), signal),
        refund: (payment, signal) => call(() => payments.refund(payment), signal),
      },
      log: silentLog(),
    };
  }
}
