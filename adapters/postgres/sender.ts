/** Sending groups of commits, each with one effect, whatever becomes of the connection. */

import type { NewId } from "../../application/ports.ts";
import { type Answer, toAnswer } from "./answer.ts";
import { type AttemptPorts, persistently } from "./attempts.ts";
import { failureOf } from "./driver_errors.ts";
import type { Functions } from "./functions.ts";
import type { Group, Sending } from "./group.ts";
import type { SentGroup } from "./sending_id.ts";

/** What sending stands on. */
export interface SenderPorts extends AttemptPorts {
  readonly newId: NewId;
  readonly functions: Functions;
}

/** How groups are sent. */
export interface SenderOptions {
  /** How long a group is tried, in milliseconds. */
  readonly deadline: number;
  /** How long receipts are kept, in milliseconds. */
  readonly keepReceipts: number;
}

/** It cannot be learned whether a sending took place. */
export class SendingUnknown extends Error {
  override readonly name = "SendingUnknown";
  readonly sending: SentGroup;

  constructor(sending: SentGroup, cause: unknown) {
    super("It cannot be learned whether the group was committed", { cause });
    this.sending = sending;
  }
}

/** Share of the time left after which a group that is not answered is asked after. */
const PATIENCE = 1 / 3;
/** Texts of a group that may take longer than that on their way, in UTF-16 units. */
const LONG_GROUP = 256 * 1024;

/**
 * Sends one group after another. The database remembers the answer to the last sending of each
 * sender, so what became of one that was lost can be learned, and what has not taken place by then
 * is refused should it still arrive.
 */
export class Sender {
  readonly #ports: SenderPorts;
  readonly #options: SenderOptions;
  #sender: string;
  #number = 0;

  constructor(ports: SenderPorts, options: SenderOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#sender = ports.newId();
  }

  /**
   * Commits a group.
   *
   * @throws {SendingUnknown} when it cannot be learned whether it took place
   * @throws whatever the driver threw last, when nothing was written
   */
  async send(group: Group): Promise<Answer> {
    const { clock, deadlines, functions } = this.#ports;
    const until = clock.monotonic() + this.#options.deadline;
    for (;;) {
      const left = Math.max(1, until - clock.monotonic());
      const answer = functions.commit(group.arguments(this.nextSending(left)));
      try {
        const patience = group.length > LONG_GROUP ? left : left * PATIENCE;
        return toAnswer(await deadlines.within(patience, answer));
      } catch (error) {
        if (failureOf(error) === "refused") throw error;
        // Sent again only once the database answers: the driver may keep what it could not send.
        const settled = await this.settle(until, answer);
        if (settled !== undefined) return settled;
        if (clock.monotonic() >= until) throw error;
      }
    }
  }

  /** Gives a sending that was not before. */
  nextSending(left: number): Sending {
    const now = this.#now();
    return {
      sender: this.#sender,
      number: ++this.#number,
      now,
      oldestReceipt: now - this.#options.keepReceipts,
      lockTimeout: lockTimeoutOf(left),
    };
  }

  /**
   * Learns what became of the last sending, which may still be under way; nothing when it has not
   * taken place and never will.
   *
   * @throws {SendingUnknown} when that cannot be learned in time
   * @throws whatever the sending failed with, when nothing was written
   */
  async settle(until: number, underWay: Promise<string>): Promise<Answer | undefined> {
    const sending = { sender: this.#sender, number: this.#number };
    const left = Math.max(1, until - this.#ports.clock.monotonic());
    const late = this.#ports.deadlines.within(left, underWay).then(toAnswer);
    try {
      return await Promise.any([this.#remembered(sending, left), late]);
    } catch {
      const error: unknown = await late.catch((error) => error);
      if (failureOf(error) !== "lost") throw error;
      // The database keeps the last answer of each sender: this one's is to be found later.
      this.#sender = this.#ports.newId();
      throw new SendingUnknown(sending, error);
    }
  }

  async #remembered(sending: SentGroup, left: number): Promise<Answer | undefined> {
    const { functions } = this.#ports;
    const remembered = await persistently(
      this.#ports,
      left,
      "commit",
      () => functions.settle({ ...sending, now: this.#now(), lockTimeout: lockTimeoutOf(left) }),
    );
    return remembered && toAnswer(remembered.answer);
  }

  #now(): number {
    return Math.floor(this.#ports.clock.now());
  }
}

/** The server gives up waiting for the lock a little earlier than we do. */
function lockTimeoutOf(left: number): number {
  return Math.max(1, Math.floor(left * 0.9));
}
