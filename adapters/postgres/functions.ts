/** Calling the functions in the database, always READ COMMITTED. */

import type { Clock, Log } from "../../application/ports.ts";
import { type PostgresClient, type PostgresRow, type PostgresSession, rowsOf } from "./client.ts";
import {
  type CommitArguments,
  commitCall,
  commitParameters,
  NEEDED_PARAMETERS,
} from "./commit_parameters.ts";
import { WRONG_ISOLATION } from "./commit_function.ts";
import type { Sending } from "./group.ts";
import { inTransaction } from "./transaction.ts";
import { codeOf } from "./driver_errors.ts";

/** What the database remembers of a sending. */
export interface RememberedSending {
  readonly shape: string;
  readonly answer: string;
}

/** The functions of one schema. */
export class Functions {
  readonly #client: PostgresClient;
  readonly #clock: Clock;
  readonly #log: Pick<Log, "warn">;
  readonly #shortCommit: string;
  readonly #longCommit: string;
  readonly #settle: string;
  /** Whether each call needs a transaction begun for it, because the default is another level. */
  #begins = false;

  constructor(
    client: PostgresClient,
    schema: string,
    { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, "warn"> },
  ) {
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
    this.#shortCommit = commitCall(schema, NEEDED_PARAMETERS);
    this.#longCommit = commitCall(schema, parameterNames.length);
    this.#settle = `SELECT shape, answer FROM ${schema}.settle_1(
      $1::text, $2::text::bigint, $3::text::bigint, $4::text::bigint)`;
  }

  /** Judges and writes a group, in a transaction of its own. */
  async commit(settings: CommitArguments): Promise<string> {
    const { statement, parameters } = this.#commitWith(settings);
    return answerIn(await this.#call(statement, parameters));
  }

  /** Judges and writes a group, in a transaction that is READ COMMITTED. */
  async commitIn(session: PostgresSession, settings: CommitArguments): Promise<string> {
    const { statement, parameters } = this.#commitWith(settings);
    return answerIn(await oneRow(session, statement, parameters));
  }

  /**
   * Learns the answer to a sending, once whoever has the lock has it no more. Nothing: it has not
   * taken place, and never will.
   */
  async settle(
    { sender, number, now, lockTimeout }: Omit<Sending, "oldestReceipt">,
  ): Promise<RememberedSending | undefined> {
    const parameters = [sender, `${number}`, `${now}`, `${lockTimeout}`];
    const [shape, answer] = await this.#call(this.#settle, parameters);
    return typeof shape === "string" && typeof answer === "string" ? { shape, answer } : undefined;
  }

  /** Most commits are appends without an id, and each parameter takes its time. */
  #commitWith(settings: CommitArguments): { statement: string; parameters: string[] } {
    const parameters = parameterNames.map((name) => settings[name]);
    if (parameters.slice(NEEDED_PARAMETERS).some((parameter) => parameter !== "{}")) {
      return { statement: this.#longCommit, parameters };
    }
    return { statement: this.#shortCommit, parameters: parameters.slice(0, NEEDED_PARAMETERS) };
  }

  async #call(statement: string, parameters: string[]): Promise<PostgresRow> {
    if (!this.#begins) {
      try {
        return await oneRow(this.#client, statement, parameters);
      } catch (error) {
        if (codeOf(error) !== WRONG_ISOLATION) throw error;
        if (!this.#begins) this.#log.warn(slowly);
        this.#begins = true;
      }
    }
    let row: PostgresRow = [];
    await inTransaction(this.#client, this.#clock, async (session) => {
      row = await oneRow(session, statement, parameters);
    });
    return row;
  }
}

const slowly = "Commits take more round trips: transactions are not READ COMMITTED by default";

async function oneRow(
  session: PostgresSession,
  statement: string,
  parameters: string[],
): Promise<PostgresRow> {
  const [row = []] = await rowsOf(session.unsafe(statement, parameters, { prepare: true }));
  return row;
}

const parameterNames = Object.keys(commitParameters) as (keyof CommitArguments)[];

function answerIn([answer]: PostgresRow): string {
  if (typeof answer !== "string") throw new Error("The function gave no answer");
  return answer;
}
