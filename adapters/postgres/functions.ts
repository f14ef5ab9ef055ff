/** Calling the functions in the database, always READ COMMITTED. */

import type { Log } from "../../application/ports.ts";
import type { PostgresClient, PostgresRow, PostgresSession } from "./client.ts";
import { type CommitArguments, commitCall, commitParameters } from "./commit_function.ts";
import { WRONG_ISOLATION } from "./commit_function.ts";
import { codeOf } from "./driver_errors.ts";

/** How a transaction begins that must see what was committed before it had the lock. */
export const READ_COMMITTED = "isolation level read committed";

/** One sending of a sender. */
export interface Sending {
  readonly sender: string;
  readonly number: number;
}

/** What the database remembers of a sending. */
export interface RememberedSending {
  readonly shape: string;
  readonly answer: string;
}

/** The functions of one schema. */
export class Functions {
  readonly #client: PostgresClient;
  readonly #log: Pick<Log, "warn">;
  readonly #commit: string;
  readonly #settle: string;
  /** Whether each call needs a transaction begun for it, because the default is another level. */
  #begins = false;

  constructor(client: PostgresClient, schema: string, log: Pick<Log, "warn">) {
    this.#client = client;
    this.#log = log;
    this.#commit = commitCall(schema);
    this.#settle = `SELECT shape, answer FROM ${schema}.settle_1(
      $1::text, $2::text::bigint, $3::text::bigint, $4::text)`;
  }

  /** Judges and writes a group, in a transaction of its own. */
  async commit(settings: CommitArguments): Promise<string> {
    return answerIn(await this.#call(this.#commit, inOrder(settings)));
  }

  /** Judges and writes a group, in a transaction that is READ COMMITTED. */
  async commitIn(session: PostgresSession, settings: CommitArguments): Promise<string> {
    return answerIn(await oneRow(session, this.#commit, inOrder(settings)));
  }

  /**
   * Learns the answer to a sending, once whoever has the lock has it no more. Nothing: it has not
   * taken place, and never will.
   */
  async settle(
    { sender, number }: Sending,
    now: number,
    lockTimeout: number,
  ): Promise<RememberedSending | undefined> {
    const parameters = [sender, `${number}`, `${now}`, lockTimeoutOf(lockTimeout)];
    const [shape, answer] = await this.#call(this.#settle, parameters);
    return typeof shape === "string" && typeof answer === "string" ? { shape, answer } : undefined;
  }

  async #call(statement: string, parameters: string[]): Promise<PostgresRow> {
    if (!this.#begins) {
      try {
        return await oneRow(this.#client, statement, parameters);
      } catch (error) {
        if (codeOf(error) !== WRONG_ISOLATION) throw error;
        this.#begins = true;
        this.#log.warn("Commits take more round trips: transactions are not READ COMMITTED here");
      }
    }
    let row: PostgresRow = [];
    await this.#client.begin(READ_COMMITTED, async (session) => {
      row = await oneRow(session, statement, parameters);
    });
    return row;
  }
}

/** Writes milliseconds as the server takes them; it waits for a lock a little shorter than we do. */
export function lockTimeoutOf(ms: number): string {
  return `${Math.max(1, Math.floor(ms * 0.9))}ms`;
}

async function oneRow(
  session: PostgresSession,
  statement: string,
  parameters: string[],
): Promise<PostgresRow> {
  const [row = []] = await session.unsafe(statement, parameters, { prepare: true }).values();
  return row;
}

function inOrder(settings: CommitArguments): string[] {
  return parameterNames.map((name) => settings[name]);
}

const parameterNames = Object.keys(commitParameters) as (keyof CommitArguments)[];

function answerIn([answer]: PostgresRow): string {
  if (typeof answer !== "string") throw new Error("The function gave no answer");
  return answer;
}
