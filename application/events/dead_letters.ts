/** Dead letters: events that failed for good, and what operators can do about them. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { Clock, Random } from "../ports.ts";
import type { Page, Recorded, Store } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork } from "../store/unit_of_work.ts";
import {
  CHECKPOINTS,
  type ErrorRecord,
  type Pending,
  pendingCollection,
  positionId,
  putPending,
  readAll,
  readPending,
} from "./subscription_records.ts";

/** An event that a subscription could not handle; the later events of its stream wait behind it. */
export interface DeadLetter {
  /** `SUBSCRIPTION:POSITION`. */
  readonly id: string;
  readonly subscription: string;
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly eventId: string;
  readonly attempts: number;
  readonly error: ErrorRecord | null;
  /** ISO 8601 UTC. */
  readonly failedAt: string | null;
  /** What an operator has asked for and the runner has not yet done. */
  readonly asked: "redrive" | "discard" | null;
}

/** A dead letter with the event itself and how many events wait behind it. */
export interface DeadLetterDetail extends DeadLetter {
  readonly event: Recorded;
  readonly waiting: number;
}

/** Which page of the dead letters, of one subscription or of all. */
export interface DeadLetterQuery {
  readonly subscription?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

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

/** There is no such dead letter, or no longer. */
export class DeadLetterNotFound extends DomainError {
  override readonly code = "dead-letters/not-found";
  override readonly kind = "not-found";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot find the dead letter ${JSON.stringify(id)}`);
    this.id = id;
  }
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
    list: (query) => list(store, query),
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

/** Walks the subscriptions by name; a cursor is a subscription's name and a cursor within it. */
async function list(store: Store, query: DeadLetterQuery): Promise<Page<DeadLetter>> {
  const names = await subscriptionNames(store, query.subscription);
  const [first, within] = query.after?.split("/") ?? [];
  const items: DeadLetter[] = [];
  for (const [index, name] of names.entries()) {
    if (first !== undefined && name < first) continue;
    const page = await store.find({
      collection: pendingCollection(name),
      // "operator" and "operator-acted", but not "runner".
      by: { index: "turn", from: "operator", to: "operator." },
      limit: query.limit - items.length,
      after: name === first && within !== "" ? within : undefined,
    });
    items.push(...page.items.map(({ value }) => letterOf(name, value as Pending)));
    if (page.next !== undefined) return { items, next: `${name}/${page.next}` };
    const following = names[index + 1];
    if (items.length === query.limit && following !== undefined) {
      return { items, next: `${following}/` };
    }
  }
  return { items, next: undefined };
}

async function subscriptionNames(store: Store, only: string | undefined): Promise<string[]> {
  if (only !== undefined) return [only];
  const names: string[] = [];
  for await (const { id } of readAll(store, CHECKPOINTS)) names.push(id);
  return names;
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

function letterOf(subscription: string, pending: Pending): DeadLetter {
  const { position, stream, type, eventId, attempts, error, failedAt, state } = pending;
  const asked = state === "redrive" || state === "discard" ? state : null;
  const id = idOf(subscription, pending);
  return { id, subscription, position, stream, type, eventId, attempts, error, failedAt, asked };
}

function idOf(subscription: string, { position }: Pending): string {
  return `${subscription}:${position}`;
}
