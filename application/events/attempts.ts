/** The attempts that are being made, one per stream, and what the checkpoint may pass meanwhile. */

import type { Recorded } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { type Attempted, attemptEvent } from "./attempt.ts";
import type { EventRecords } from "./event_records.ts";
import type { Leadership } from "./leadership.ts";
import type { Outage } from "./outage.ts";
import { queued, started } from "./pending_event.ts";
import { RunningAttempt } from "./running_attempt.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "./subscription.ts";

/** What attempts are made with. */
export interface AttemptsPorts {
  readonly ports: SubscriptionPorts;
  readonly settings: SubscriptionSettings;
  readonly leadership: Leadership;
  readonly records: EventRecords;
  /** Told how every attempt went. */
  readonly outage: Outage;
  /** Aborted when the run can wait for handlers no longer. */
  readonly abandon: AbortSignal;
}

/** Makes attempts; what they have done is in the records. */
export class Attempts {
  readonly #with: AttemptsPorts;
  readonly #running = new Map<string, RunningAttempt>();

  constructor(ports: AttemptsPorts) {
    this.#with = ports;
  }

  /** Makes an attempt, the first or a later one. */
  async make(event: Recorded, attempt: number): Promise<Attempted> {
    const running = new RunningAttempt(event);
    this.#running.set(event.stream, running);
    try {
      const attempted = await this.#run(running, attempt);
      if (attempted.done || attempted.permanent) this.#with.outage.succeeded();
      else this.#with.outage.failed(event.stream);
      return attempted;
    } finally {
      this.#running.delete(event.stream);
    }
  }

  /** Lets the checkpoint pass the event of a first attempt that takes its time; answers whether it did. */
  async pass(position: number): Promise<boolean> {
    const { records } = this.#with;
    const slow = this.#running.values().find(({ event }) => event.position === position);
    if (slow === undefined) return false;
    return await slow.pass(() => records.write(started(queued(slow.event))));
  }

  /** Lets the checkpoint pass an event behind one that takes its time; answers whether it did. */
  async passBehind(event: Recorded): Promise<boolean> {
    const slow = this.#running.get(event.stream);
    if (slow === undefined) return false;
    return await slow.pass(() => this.#with.records.write(queued(event)));
  }

  async #run(running: RunningAttempt, attempt: number): Promise<Attempted> {
    const { ports, settings, leadership, records, abandon } = this.#with;
    const { event } = running;
    let puts: readonly StagedPut[] = [];
    const attempted = await attemptEvent(ports, settings, leadership, {
      event,
      attempt,
      abandon,
      begin: () => running.begin(),
      stage: async (tx) => {
        await running.end();
        puts = records.finishing(event);
        puts.forEach(tx.put);
      },
    });
    await running.end();
    if (attempted.done) records.finished(event, puts);
    return attempted;
  }
}
