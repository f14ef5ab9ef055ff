/** What the driver throws, told apart and made into the port's errors. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";

/**
 * How a statement failed. `"refused"`: the server said no, and undid it; asking again would not help.
 * `"undone"`: it had no effect, and asking again may help. `"lost"`: nobody knows whether it had one.
 */
export type Failure = "refused" | "undone" | "lost";

/** Tells how a statement failed. */
export function failureOf(error: unknown): Failure {
  if (isDomainError(error)) return "refused";
  const code = codeOf(error);
  if (neverSent.has(code) || startUp.test(code)) return "undone";
  if (code === "CONNECTION_ENDED") return "refused";
  // What ends a session may come after the transaction was committed.
  if (!/^[0-9A-Z]{5}$/.test(code) || severityOf(error) !== "ERROR") return "lost";
  return deadlocks.has(code) ? "undone" : "refused";
}

/** Tells whether the connection failed, and not what was sent over it. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  return neverSent.has(code) || startUp.test(code) || /^(CONNECTION_|E[A-Z]+$|57P0|08)/.test(code);
}

/** Gives the driver's or the server's code, `""` when there is none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}

/** Says why the server lets nobody in, when it is a matter of the settings and not of time. */
export function refusalToOpen(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === "3D000") return "there is no such database";
  return code.startsWith("28") ? "the server refuses the user or the password" : undefined;
}

/** Turns what the driver threw into `StoreUnavailable`; typed errors stay what they are. */
export function toStoreError(action: string, error: unknown): Error {
  if (isDomainError(error)) return error;
  const reason = failureOf(error) === "refused"
    ? "the database refused it"
    : "the database does not answer";
  return new StoreUnavailable(`Cannot ${action}: ${reason}`, { cause: error });
}

/** What happens before a connection is there. */
const neverSent = new Set([
  "CONNECT_TIMEOUT",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
]);
/** Starting up or shutting down, too many connections, a wrong password, no such database. */
const startUp = /^(57P03|53300|28...|3D000)$/;
const deadlocks = new Set(["40001", "40P01"]);

function severityOf(error: unknown): unknown {
  return error instanceof Error && "severity" in error ? error.severity : undefined;
}
