/** A payment gateway's books for tests of orders, with every movement of money. */

import type { BeginPayment, FindPayment, Payment, Refund } from "../payment_gateway.ts";

export interface PaymentEntry extends Payment {
  readonly order: string;
  readonly amount: number;
  /** What a payment that is processing will become once it is due. */
  readonly becomes?: Payment["status"];
}

export interface Movement {
  readonly order: string;
  readonly amount: number;
}

/** What methods do: `visa` pays, `decline` is declined, `process...` takes its time. */
export class PaymentBook {
  readonly entries = new Map<string, PaymentEntry>();
  readonly charges: Movement[] = [];
  readonly refunds: Movement[] = [];
  /** While set, nothing is given back. */
  refusesRefunds = false;

  begin({ order, attempt, amount }: BeginPayment): Payment {
    const id = `pay_${order}_${attempt}`;
    const earlier = this.entries.get(id);
    return earlier ?? this.#put({ id, status: "begun", order, amount: amount.amount });
  }

  complete({ id, method }: { readonly id: string; readonly method: string }): Payment {
    const entry = this.#entry(id);
    if (entry.status !== "begun") return entry;
    if (method === "decline") {
      return this.#put({ ...entry, status: "declined", reason: "No funds" });
    }
    if (method === "process") {
      return this.#put({ ...entry, status: "processing", becomes: "taken" });
    }
    if (method === "process, decline") {
      return this.#put({ ...entry, status: "processing", becomes: "declined" });
    }
    return this.#take(entry);
  }

  lookup(payment: FindPayment): Payment | undefined {
    const id = "id" in payment ? payment.id : `pay_${payment.order}_${payment.attempt}`;
    return this.entries.get(id);
  }

  /** What is processing can no more be stopped. */
  cancel({ id }: { readonly id: string }): Payment {
    const entry = this.#entry(id);
    return entry.status === "begun" ? this.#put({ ...entry, status: "cancelled" }) : entry;
  }

  refund({ id }: { readonly id: string }): Refund {
    const { status, order, amount } = this.#entry(id);
    if (status === "refunded") return { status, id: `re_${id}` };
    if (status !== "taken") return { status: "refused", reason: "Nothing was taken" };
    if (this.refusesRefunds) return { status: "refused", reason: "Not today" };
    this.refunds.push({ order, amount });
    this.#put({ ...this.#entry(id), status: "refunded" });
    return { status: "refunded", id: `re_${id}` };
  }

  /** Lets everything that is processing come to its end. */
  finish(): void {
    for (const entry of this.entries.values()) {
      if (entry.status !== "processing") continue;
      if (entry.becomes === "taken") this.#take(entry);
      else this.#put({ ...entry, status: "declined", reason: "No funds" });
    }
  }

  /** What was taken for an order and not given back. */
  kept(order: string): number {
    const sum = (movements: readonly Movement[]) =>
      movements.reduce((sum, of) => of.order === order ? sum + of.amount : sum, 0);
    return sum(this.charges) - sum(this.refunds);
  }

  #take(entry: PaymentEntry): PaymentEntry {
    this.charges.push({ order: entry.order, amount: entry.amount });
    return this.#put({ ...entry, status: "taken" });
  }

  #entry(id: string): PaymentEntry {
    const entry = this.entries.get(id);
    if (entry === undefined) throw new Error(`there is no payment ${id}`);
    return entry;
  }

  #put(entry: PaymentEntry): PaymentEntry {
    this.entries.set(entry.id, entry);
    return entry;
  }
}
