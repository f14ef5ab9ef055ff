/** Commits in one transaction with SQL of the caller's: his first, ours last. */

import type { NewId } from "../../application/ports.ts";
import { OutcomeUnknown } from "../../application/store/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import { type Answer, toAnswer, toVerdicts, type Verdict } from "./answer.ts";
import type { AttemptPorts } from "./attempts.ts";
import type { PostgresClient, PostgresSession } from "./client.ts";
import { failureOf, isConnectionLost, toStoreError } from "./driver_errors.ts";
import type { Functions } from "./functions.ts";
import { type Commission, Group } from "./group.ts";
import type { Repeats } from "./repeats.ts";
import { type Sender, SendingUnknown } from "./sender.ts";
import { sendingId } from "./sending_id.ts";
import { inTransaction } from "./transaction.ts";

/** What joint commits stand on. */
export interface JointPorts<Transaction extends PostgresSession> extends AttemptPorts {
  readonly client: PostgresClient<Transaction>;
  readonly newId: NewId;
  readonly functions: Functions;
  readonly newSender: () => Sender;
  readonly repeats: Repeats;
}

/** Makes joint commits. Our part is short: the lock of the commits is taken after the caller's SQL. */
export class JointCommits<Transaction extends PostgresSession> {
  readonly #ports: JointPorts<Transaction>;
  readonly #deadline: number;
  /** Each transaction takes a sender for itself, and leaves it to the next. */
  readonly #senders: Sender[] = [];

  constructor(ports: JointPorts<Transaction>, deadline: number) {
    this.#ports = ports;
    this.#deadline = deadline;
  }

  /**
   * Does the work, and then the commit, in one transaction. What the work throws is thrown as it is,
   * and so is what the server finds wrong with it at the end of the transaction.
   */
  async commit(
    commission: Commission,
    work: (transaction: Transaction) => Promise<unknown>,
  ): Promise<Committed> {
    const { repeats, newSender } = this.#ports;
    const repeated = await repeats.find(commission);
    if (repeated !== undefined) return repeated;
    const sender = this.#senders.pop() ?? newSender();
    try {
      const verdict = await this.#transact(sender, commission, work);
      if ("committed" in verdict) return verdict.committed;
      if ("refused" in verdict) throw verdict.refused;
    } finally {
      this.#senders.push(sender);
    }
    // Somebody was faster with the same id: the work is undone.
    return await repeats.find(commission) ?? await this.commit(commission, work);
  }

  async #transact(
    sender: Sender,
    commission: Commission,
    work: (transaction: Transaction) => Promise<unknown>,
  ): Promise<Verdict> {
    const { newId } = this.#ports;
    const group = new Group(newId);
    group.add(commission);
    const course: Course = { stage: "begin" };
    try {
      await this.#begin(course, work, async (session) => {
        course.answer = await this.#send(session, sender, group);
        // Thrown, so that the transaction is rolled back.
        if (course.answer.verdicts[0] !== 0) throw new NotCommitted();
      });
    } catch (error) {
      if (!(error instanceof NotCommitted)) {
        course.answer = await this.#settle(sender, commission, course, error);
      }
    }
    const [verdict] = course.answer ? toVerdicts(group, course.answer) : [];
    if (verdict === undefined) throw new Error("The transaction gave no answer");
    return verdict;
  }

  async #begin(
    course: Course,
    work: (transaction: Transaction) => Promise<unknown>,
    finish: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    const { client, clock, deadlines } = this.#ports;
    const late = Promise.withResolvers<never>();
    const begun = Promise.withResolvers<void>();
    deadlines.within(this.#deadline, begun.promise).catch(late.reject);
    const transaction = inTransaction(client, clock, async (session) => {
      begun.resolve();
      course.stage = "work";
      await work(session);
      course.stage = "commit";
      // The work takes its time; what follows is ours.
      deadlines.within(this.#deadline, transaction).catch(late.reject);
      await finish(session);
    });
    transaction.then(() => begun.resolve(), () => begun.resolve());
    await Promise.race([transaction, late.promise]);
  }

  async #send(session: PostgresSession, sender: Sender, group: Group): Promise<Answer> {
    const sending = sender.nextSending(this.#deadline);
    return toAnswer(await this.#ports.functions.commitIn(session, group.arguments(sending)));
  }

  /** Learns what became of a transaction that failed; throws what it failed with. */
  async #settle(
    sender: Sender,
    { changes }: Commission,
    { stage, answer }: Course,
    error: unknown,
  ): Promise<Answer> {
    if (stage === "work" && !isConnectionLost(error)) throw error;
    if (stage !== "commit") throw toStoreError("commit", error);
    if (failureOf(error) === "refused") throw answer ? error : toStoreError("commit", error);
    const until = this.#ports.clock.monotonic() + this.#deadline;
    try {
      const settled = await sender.settle(until, Promise.reject(error));
      if (settled !== undefined) return settled;
    } catch (unknown) {
      if (!(unknown instanceof SendingUnknown)) throw unknown;
      const id = changes.id ?? sendingId(unknown.sending, 0);
      throw new OutcomeUnknown(id, { cause: error });
    }
    throw toStoreError("commit", error);
  }
}

/** How far a transaction has come. */
interface Course {
  stage: "begin" | "work" | "commit";
  answer?: Answer;
}

/** The function did not commit; what it says instead is in its answer. */
class NotCommitted extends Error {
  override readonly name = "NotCommitted";
}
