/** Lines of JSON between two processes: calls of a store one way, answers the other. */

import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Limits, Store } from "../../application/store/store.ts";

/** The functions of a store that can be called from afar. */
export type Operation = Exclude<keyof Store, "limits" | typeof Symbol.asyncDispose> | "close";

/** A call, or the abort of an earlier one. */
export type Call =
  | { readonly id: number; readonly operation: Operation; readonly args: readonly unknown[] }
  | { readonly id: number; readonly abort: true };

/** An error that crosses processes: its own fields besides name and message. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The first line of a worker, or the answer to a call. */
export type Answer =
  | { readonly ready: Limits }
  | { readonly id: number; readonly result?: unknown; readonly error?: WireError };

/** Writes one message as a line. */
export function sendLine(output: Writable, message: Call | Answer): void {
  output.write(`${JSON.stringify(message)}\n`);
}

/** Hands on every line that is a message, until the input ends; others are for people to read. */
export async function eachLine<Message extends Call | Answer>(
  input: Readable,
  handle: (message: Message) => void,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.startsWith("{")) handle(JSON.parse(line));
    else console.error(line);
  }
}

/** Takes an error apart for the way. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), fields: {} };
  return { name: error.name, message: error.message, fields: { ...error } };
}

/** Puts an error together again; it keeps its code and fields, not its class. */
export function fromWireError({ name, message, fields }: WireError): Error {
  return Object.defineProperty(Object.assign(new Error(message), fields), "name", { value: name });
}
