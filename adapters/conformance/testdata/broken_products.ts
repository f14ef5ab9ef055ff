/** Ways to break a repository of products. */

import type {
  ProductChanges,
  ProductRepository,
  StockChanges,
} from "../../../application/catalog/ports.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { Reservation } from "../../../domain/catalog/reservation.ts";

/** Puts a fault in: what it gives stands for what the sound repository has. */
export type BreakProducts = (sound: ProductRepository) => Partial<ProductRepository>;

/** Gives works of `change` other changes, and does something when they are through. */
export function changing(
  changed: (changes: ProductChanges) => ProductChanges,
  end: (product: Product, changes: ProductChanges, staged: readonly Product[]) => void = () => {},
): BreakProducts {
  return ({ change }) => ({
    change: (work, context) =>
      change(async (changes) => {
        const staged: Product[] = [];
        const noting: ProductChanges = {
          ...changes,
          add: (product, event) => (staged.push(product), changes.add(product, event)),
          save: (product, event) => (staged.push(product), changes.save(product, event)),
        };
        const product = await work(changed(noting));
        end(product, changes, staged);
        return product;
      }, context),
  });
}

/** Gives works of `changeStock` other changes. */
export function moving(changed: (stock: StockChanges) => StockChanges): BreakProducts {
  return ({ changeStock }) => ({
    changeStock: (work, context) => changeStock((stock) => work(changed(stock)), context),
  });
}

/** Saves over whatever is stored, by a second change that reads again. */
export function blindlyChanging({ change, get }: ProductRepository): Partial<ProductRepository> {
  return {
    change: async (work, context) => {
      const late: Parameters<ProductChanges["save"]>[] = [];
      const answer = await change(
        (changes) => work({ ...changes, get, save: (...saved) => void late.push(saved) }),
        context,
      );
      return await change(async (changes) => {
        for (const [product, event] of late) {
          await changes.get(product.id);
          changes.save(product, event);
        }
        return late.at(-1)?.[0] ?? answer;
      });
    },
  };
}

/** As {@linkcode blindlyChanging}, for reservations. */
export function blindlyMoving({ changeStock, get }: ProductRepository): Partial<ProductRepository> {
  return {
    changeStock: async (work, context) => {
      const saves: Parameters<StockChanges["save"]>[] = [];
      const reservations: Reservation[] = [];
      await changeStock((stock) =>
        work({
          ...stock,
          get,
          save: (...saved) => void saves.push(saved),
          saveReservation: (reservation) => void reservations.push(reservation),
        }), context);
      return await changeStock(async (stock) => {
        for (const [product, event] of saves) {
          await stock.get(product.id);
          stock.save(product, event);
        }
        for (const reservation of reservations) stock.saveReservation(reservation);
        return reservations[0] ?? { order: "0", attempt: 1, status: "released" };
      });
    },
  };
}
