/** Transactions over a connection that may be lost in their midst. */

import type { Clock } from "../../application/ports.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import type { PostgresClient, PostgresSession } from "./client.ts";
import { isConnectionLost } from "./driver_errors.ts";

/** How a transaction begins that must see what was committed before it had the lock. */
const READ_COMMITTED = "isolation level read committed";
/** Milliseconds between an error of a connection and its close. */
const CLOSES_WITHIN = 20;

/**
 * Does work in one READ COMMITTED transaction. The driver ends the whole process when anything is
 * sent over a connection that was closed, its own ROLLBACK too: so after a loss nothing is sent any
 * more, and the driver's transaction is left to itself.
 *
 * @throws whatever the work throws, or the driver when the connection was lost
 */
export async function inTransaction<Transaction extends PostgresSession>(
  client: PostgresClient<Transaction>,
  clock: Clock,
  work: (transaction: Transaction) => Promise<unknown>,
): Promise<void> {
  let running = false;
  let lost = false;
  const transaction = client.begin(READ_COMMITTED, async (session) => {
    running = true;
    try {
      await work(guarded(session, () => lost));
      await nextTurn();
    } catch (error) {
      await (isConnectionLost(error) ? clock.sleep(CLOSES_WITHIN) : nextTurn());
      if (!lost) throw error;
    } finally {
      running = lost;
    }
    if (lost) await new Promise(() => {});
  });
  // While the work runs, only the loss of the connection ends the transaction.
  await Promise.resolve(transaction).catch((error) => {
    lost = running;
    throw error;
  });
}

/** Refuses whatever is to be done with a session whose connection is lost. */
function guarded<Session extends PostgresSession>(session: Session, lost: () => boolean): Session {
  function requireConnection(): void {
    if (lost()) throw new StoreUnavailable("Cannot go on: the connection was lost");
  }
  return new Proxy(session, {
    get: (target, key) => {
      requireConnection();
      return Reflect.get(target, key);
    },
    apply: (target, self, args) => {
      requireConnection();
      if (typeof target !== "function") throw new TypeError("The session is no function");
      return Reflect.apply(target, self, args);
    },
  });
}

/** Resolves after everything that is ready now has run. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
