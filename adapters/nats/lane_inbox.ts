/** Asking for the messages of a lane, one at a time. */

import type { Clock, Log } from "../../application/ports.ts";
import type { NatsConnection, NatsMessage, NatsSubscription } from "./client.ts";

/** What asking stands on. */
export interface InboxPorts {
  readonly connection: NatsConnection<never>;
  readonly clock: Pick<Clock, "monotonic">;
  readonly log: Pick<Log, "warn">;
}

/** Where messages are asked for, and where they come. */
export interface InboxSubjects {
  /** Where the lane's consumer hears requests. */
  readonly ask: string;
  /** The first part of subjects of this inbox alone. */
  readonly inbox: string;
}

/** What is done with what comes. */
export interface InboxEars {
  readonly onMessage: (message: NatsMessage) => void;
  /** None came for a while. */
  readonly onNone: () => void;
  /** The consumer is gone, or the server says nothing. */
  readonly onTrouble: () => void;
}

/** Milliseconds for which a request waits at the server. */
const ASKS_FOR = 5000;
const REQUEST = JSON.stringify({ batch: 1, expires: ASKS_FOR * 1e6 });
/** Milliseconds after which a server that did not say that none came is in trouble. */
const PATIENCE = 1000;

/** Statuses that a request is answered with. */
const IDLE = 100;
const NONE_CAME = 408;

/** Has at most one request at the server. */
export class LaneInbox {
  readonly #ports: InboxPorts;
  readonly #subjects: InboxSubjects;
  readonly #ears: InboxEars;
  readonly #subscription: NatsSubscription;
  #requests = 0;
  #received = 0;
  #isAsking = false;
  #askedAt = 0;

  constructor(ports: InboxPorts, subjects: InboxSubjects, ears: InboxEars) {
    this.#ports = ports;
    this.#subjects = subjects;
    this.#ears = ears;
    this.#subscription = ports.connection.subscribe(`${subjects.inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#hear(message);
        else ports.log.warn("Cannot hear what NATS brings", { error });
      },
    });
  }

  /** Asks for the next message, unless that is asked already. */
  ask(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#askedAt = this.#ports.clock.monotonic();
    const { ask, inbox } = this.#subjects;
    try {
      this.#ports.connection.publish(ask, REQUEST, { reply: `${inbox}.${++this.#requests}` });
    } catch {
      // The connection is closed.
    }
  }

  /** Forgets what was asked, since it was lost. */
  forget(): void {
    this.#isAsking = false;
  }

  /** Notices a server that says nothing; to be called often. */
  tick(): void {
    const since = this.#ports.clock.monotonic() - this.#askedAt;
    if (this.#isAsking && since > ASKS_FOR + PATIENCE) this.#ears.onTrouble();
  }

  /** Ends. A request cannot be taken back: what it still brings is heard. */
  close(): void {
    this.#subscription.unsubscribe(this.#isAsking ? this.#received + 1 : undefined);
  }

  #hear(message: NatsMessage): void {
    this.#received++;
    const { subject, headers } = message;
    if (!subject.startsWith(this.#subjects.inbox)) {
      this.#isAsking = false;
      this.#ears.onMessage(message);
      return;
    }
    const isOfLast = subject === `${this.#subjects.inbox}.${this.#requests}`;
    if (!isOfLast || headers?.code === IDLE) return;
    this.#isAsking = false;
    if (headers?.code === NONE_CAME) this.#ears.onNone();
    else this.#ears.onTrouble();
  }
}
