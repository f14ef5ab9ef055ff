/** Dead letters: events that failed for good, and what operators can do about them. */

import type { Clock, Random } from "../ports.ts";
import type { Page, Store } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork } from "../store/unit_of_work.ts";
import {
  type DeadLetter,
  type DeadLetterDetail,
  DeadLetterNotFound,
  letterOf,
} from "./dead_letter.ts";
import { type DeadLetterQuery, listDeadLetters } from "./list_dead_letters.ts";
import {
  type Pending,
  pendingCollection,
  positionId,
  putPending,
  readPending,
} from "./subscription_records.ts";

/**
 * What operators can do. Redriving and discarding only mark the record, from any process; the
 * process that runs the subscription acts on the mark. Each mark leaves an event in the log.
 */
export interface DeadLetters {
  readonly list: (query: DeadLetterQuery) => Promise<Page<DeadLetter>>;
  /** @throws {DeadLetterNotFound} */
  readonly show: (id: string) => Promise<DeadLetterDetail>;
  /**
   * Asks for new attempts, before any later event of the stream.
   *
   * @throws {DeadLetterNotFound}
   */
  readonly redrive: (id: string, actor: string) => Promise<void>;
  /** Asks for new attempts at all of a subscription; answers how many. */
  readonly redriveAll: (subscription: string, actor: string) => Promise<number>;
  /**
   * Asks to pass the event over for good.
   *
   * @throws {DeadLetterNotFound}
   */
  readonly discard: (id: string, actor: string) => Promise<void>;
}

/** What dead letters stand on. */
export interface DeadLetterPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/** The stream that remembers what operators did to a subscription's dead letters. */
export function deadLetterStream(subscription: string): string {
  return `portico/dead-letters/${subscription}`;
}

/** Gives operators their hands. */
export function deadLetters(ports: DeadLetterPorts): DeadLetters {
  const { store } = ports;

  async function mark(id: string, actor: string, asked: "redrive" | "discard"): Promise<void> {
    await unitOfWork(ports, async (tx) => stageMark(tx, await find(tx, id), actor, asked));
  }

  return {
    list: (query) => listDeadLetters(store, query),
    show: async (id) => await detail(store, await find(store, id)),
    redrive: (id, actor) => mark(id, actor, "redrive"),
    redriveAll: async (subscription, actor) => {
      let marked = 0;
      const dead = { index: "turn", equal: "operator" } as const;
      for await (const { pending } of readPending(store, subscription, dead)) {
        if (await redriveDead(ports, { subscription, pending }, actor)) marked++;
      }
      return marked;
    },
    discard: (id, actor) => mark(id, actor, "discard"),
  };
}

/** Redrives what is still dead: others may have seen to it meanwhile. */
async function redriveDead(
  ports: DeadLetterPorts,
  { subscription, pending: { position } }: Found,
  actor: string,
): Promise<boolean> {
  const { result } = await unitOfWork(ports, async (tx) => {
    const document = await tx.get(pendingCollection(subscription), positionId(position));
    const pending = document && document.value as Pending;
    if (pending?.state !== "dead") return false;
    stageMark(tx, { subscription, pending }, actor, "redrive");
    return true;
  });
  return result;
}

interface Found {
  readonly subscription: string;
  readonly pending: Pending;
}

async function find(reader: Pick<Store, "get">, id: string): Promise<Found> {
  const [, subscription = "", position = ""] = /^([a-z0-9._-]{1,64}):(\d{1,15})$/.exec(id) ?? [];
  if (subscription === "") throw new DeadLetterNotFound(id);
  const place = positionId(Number(position));
  const document = await reader.get(pendingCollection(subscription), place);
  const pending = document && document.value as Pending;
  if (pending === undefined || !isDead(pending)) throw new DeadLetterNotFound(id);
  return { subscription, pending };
}

function isDead({ state }: Pending): boolean {
  return state === "dead" || state === "redrive" || state === "discard";
}

function stageMark(
  tx: Transaction,
  { subscription, pending }: Found,
  actor: string,
  asked: "redrive" | "discard",
): void {
  if (pending.state === asked) return;
  const { position, eventId, stream, type } = pending;
  tx.put(putPending(subscription, { ...pending, state: asked }));
  tx.append(deadLetterStream(subscription), [{
    type: asked === "redrive" ? "portico.DeadLetterRedriven" : "portico.DeadLetterDiscarded",
    data: { subscription, position, eventId, stream, type },
    metadata: { actor },
  }]);
}

async function detail(store: Store, { subscription, pending }: Found): Promise<DeadLetterDetail> {
  const { position, stream } = pending;
  const letter = letterOf(subscription, pending);
  const { events: [event] } = await store.readLog({ after: position - 1, limit: 1 });
  if (event === undefined) throw new DeadLetterNotFound(letter.id);
  let waiting = -1;
  for await (const _ of readPending(store, subscription, { index: "stream", equal: stream })) {
    waiting++;
  }
  return { ...letter, event, waiting };
}
