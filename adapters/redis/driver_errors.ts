/** What the driver throws, told apart. */

import { BusClosed, BusUnavailable } from "../../application/messaging/message_bus.ts";

/** What the server says no with. */
export interface Refusal {
  /** Its first word, such as `OOM`. */
  readonly code: string;
  readonly message: string;
}

/** Gives what the server said; `undefined` when it was not the server that failed. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || error.name !== "ReplyError") return undefined;
  return { code: error.message.split(" ", 1)[0] ?? "", message: error.message };
}

/** Tells whether the server said no. */
export function isRefusal(error: unknown): boolean {
  return refusalOf(error) !== undefined;
}

/** Tells whether asking again may help: the connection was lost, or the server is not ready. */
export function isTransient(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal === undefined || notReady.has(refusal.code);
}

/** Tells whether there was no server to ask, which needs no words: it is asked again. */
export function isOutage(error: unknown): boolean {
  return error instanceof BusUnavailable || error instanceof BusClosed;
}

/** Reading its files, being a replica now, without its primary, or in a script of somebody's. */
const notReady = new Set(["LOADING", "READONLY", "MASTERDOWN", "BUSY"]);
