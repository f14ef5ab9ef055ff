/** Customers of another system, who become users here when it tells of them. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { Json } from "../../domain/kernel/json.ts";
import type { Consumer } from "../messaging/consumer.ts";
import type { Users } from "./users.ts";

/** What importing needs. */
export interface CustomerImportPorts {
  readonly users: Pick<Users, "register">;
}

/** Where the other system tells it: channel `customers`, type `com.example.customer.imported`. */
export const CUSTOMER_IMPORTED = "customers.com.example.customer.imported";

/**
 * Registers everybody another system tells of, by `{ "name": ..., "email": ... }`. However often it
 * does, a user appears once; an address that is registered already stays as it is.
 *
 * @example
 * ```ts
 * import { createUsers, customerImport, userRepository } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const [clock, newId] = [systemClock(), randomIds()];
 * await using store = memoryStore({ clock, newId });
 * const repository = userRepository({ store, clock, random: systemRandom() });
 * customerImport({ users: createUsers({ users: repository, clock, newId }) }).name; // "customer-import"
 * ```
 */
export function customerImport({ users }: CustomerImportPorts): Consumer {
  return {
    name: "customer-import",
    topics: [CUSTOMER_IMPORTED],
    handle: async ({ event }, { idempotencyKey: commandId, metadata }) => {
      try {
        await users.register(customerIn(event.data), { commandId, metadata });
      } catch (error) {
        if (!isDomainError(error) || error.code !== "users/email-taken") throw error;
      }
    },
  };
}

/** What is missing is refused by the registration, by name. */
function customerIn(data: Json | undefined): { readonly name: string; readonly email: string } {
  const { name, email } = { ...Object(data) };
  return { name, email };
}
