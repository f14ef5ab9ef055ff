/** Asking the JetStream API, which answers in JSON. */

import { BusClosed, BusUnavailable } from "../../application/messaging/message_bus.ts";
import type { Clock, Random } from "../../application/ports.ts";
import type { NatsConnection, NatsMessage } from "./client.ts";

/**
 * Asks something of the API. It may reach the server more than once.
 *
 * @throws {ServerRefusal} when the server says no
 * @throws {BusUnavailable} when it does not answer
 */
export type AskApi = <Answer>(operation: string, question?: object) => Promise<Answer>;

/** What asking stands on. */
export interface ApiPorts {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly random: Random;
}

/** How long the API is asked. */
export interface ApiOptions {
  /** Milliseconds. */
  readonly deadline: number;
  /** Ends the asking. */
  readonly signal: AbortSignal;
}

/** How an answer says no. */
export interface ApiError {
  readonly code?: number;
  readonly err_code?: number;
  readonly description?: string;
}

/** The server answered, and the answer is no. */
export class ServerRefusal extends BusUnavailable {
  /** The server's own code. */
  readonly errorCode: number;

  constructor(action: string, { err_code = 0, description = "" }: ApiError) {
    super(`the NATS server refuses ${action}: ${description}`);
    this.errorCode = err_code;
  }
}

/** The `errorCode` where there is no such thing. */
export const NOT_FOUND = { stream: 10059, consumer: 10014 } as const;

/** Makes the way to ask the API, which goes on until there is an answer or the deadline. */
export function jetStreamApi(
  connection: NatsConnection<never>,
  { clock, random }: ApiPorts,
  { deadline, signal }: ApiOptions,
): AskApi {
  return async <Answer>(operation: string, question?: object) => {
    const payload = question === undefined ? "" : JSON.stringify(question);
    const until = clock.monotonic() + deadline;
    let failure: unknown;
    for (;;) {
      const left = until - clock.monotonic();
      if (signal.aborted) throw new BusClosed();
      if (left <= 0 || connection.isClosed()) throw noAnswer(connection, failure);
      const timeout = Math.ceil(Math.min(left, deadline / ATTEMPTS));
      try {
        const message = await connection.request(`$JS.API.${operation}`, payload, { timeout });
        const { error, ...answer } = answerIn(message);
        if (error === undefined) return answer as Answer;
        failure = new ServerRefusal(operation, error);
        // For now only: the server starts, or its cluster has no leader.
        if (error.code !== 503) throw failure;
      } catch (error) {
        if (error instanceof ServerRefusal) throw error;
        failure = error;
      }
      await clock.sleep(Math.min(left, (0.5 + random() / 2) * LONGEST_PAUSE), signal);
    }
  };
}

/** Says that there was no answer, and why. */
export function noAnswer(connection: NatsConnection<never>, cause?: unknown): BusUnavailable {
  if (connection.isClosed()) return new BusUnavailable("the connection to NATS is closed");
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new BusUnavailable(`NATS does not answer${reason}`, { cause });
}

/** Reads an answer of the server. */
export function answerIn({ data }: NatsMessage): { readonly error?: ApiError } {
  return JSON.parse(decoder.decode(data));
}

/** How often something is asked when nothing is answered: with a connection its answers are lost. */
const ATTEMPTS = 4;
/** Longest between two attempts, in milliseconds. */
const LONGEST_PAUSE = 200;

const decoder = new TextDecoder();
