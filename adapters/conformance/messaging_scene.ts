/** What a case of the messaging kit works with: processes that share a store and a bus. */

import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import { consume } from "../../application/messaging/consume.ts";
import type { ConsumePorts, Consumer } from "../../application/messaging/consumer.ts";
import { inboxOf } from "../../application/messaging/inbox.ts";
import type { Message } from "../../application/messaging/message.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Store } from "../../application/store/store.ts";
import { type MemoryLog, memoryLog, seededRandom, sequentialIds } from "../memory/mod.ts";
import { within } from "./assertions.ts";
import type { MessagingPlace } from "./messaging_place.ts";
import { realClock } from "./real_clock.ts";
import { type StoreLine, storeLine } from "./store_line.ts";

/** A case of the kit, with its number in the list of laws. */
export interface MessagingCase {
  readonly number: number;
  readonly does: string;
  readonly run: (scene: MessagingScene) => Promise<void>;
}

/** What a case works with. Whatever it opens is closed at its end. */
export interface MessagingScene {
  /** To look into, whatever happens to the processes. */
  readonly store: Store;
  readonly bus: MessageBus;
  readonly process: () => Promise<MessagingProcess>;
}

/** Stands between a process and the bus; `send` lets messages through. */
export type OnPublish = (messages: readonly Message[], send: () => Promise<void>) => Promise<void>;

/** A process, as far as a store and a bus can tell. */
export interface MessagingProcess {
  readonly ports: ConsumePorts;
  readonly line: StoreLine;
  readonly log: MemoryLog;
  /** Set by a case to see, fail or delay what is published. */
  onPublish: OnPublish;
  /** Runs what follows the log, and consumers with their inboxes, until the process is stopped. */
  readonly run: (all: Running) => void;
  /** Waits until everything that runs has ended in good order. */
  readonly stop: () => Promise<void>;
  /** Lets the process stop dead, in the middle of whatever it does. */
  readonly kill: () => void;
}

/** What a process runs. */
export interface Running {
  readonly subscriptions?: readonly Runnable[];
  readonly consumers?: readonly Consumer[];
}

/** Longest a case may take, in milliseconds; a promise that stays open fails its case. */
const LONGEST_CASE = 120_000;
/** Milliseconds after which a process is taken for dead. */
const TTL = 400;
let processes = 0;

/** Runs a case at a fresh place, and clears up whether it passes or not. */
export async function runMessagingCase(
  { does, run }: MessagingCase,
  create: () => Promise<MessagingPlace>,
): Promise<void> {
  await using place = await create();
  await using opened = openings();
  const { open } = opened;
  const [store, bus] = [await open(place.openStore()), await open(place.openBus())];
  const process = async () => {
    const [store, bus] = [await open(place.openStore()), await open(place.openBus())];
    const started = startProcess(store, bus);
    await open(Promise.resolve({ [Symbol.asyncDispose]: started.stop }));
    return started;
  };
  await within(LONGEST_CASE, `The case "${does}"`, run({ store, bus, process }));
}

/** What was opened, and is closed in the reverse order. */
function openings() {
  const all: AsyncDisposable[] = [];
  return {
    open: async <Thing extends AsyncDisposable>(opening: Promise<Thing>): Promise<Thing> => {
      const thing = await opening;
      all.push(thing);
      return thing;
    },
    [Symbol.asyncDispose]: async () => {
      for (const thing of all.toReversed()) await thing[Symbol.asyncDispose]();
    },
  };
}

function startProcess(store: Store, bus: MessageBus): MessagingProcess {
  const stopping = new AbortController();
  const { signal } = stopping;
  const [line, log] = [storeLine(store), memoryLog()];
  const newId = sequentialIds(`process${++processes}-`);
  const random = seededRandom(processes);
  const runs: Promise<void>[] = [];
  let killed = false;

  const publish = (messages: readonly Message[]) =>
    killed
      ? new Promise<never>(() => {})
      : process.onPublish(messages, () => bus.publish(messages));
  const ports = { store: line.store, clock: realClock, random, newId, log };
  const process: MessagingProcess = {
    ports: { ...ports, bus: { ...bus, publish } },
    line,
    log,
    onPublish: (_, send) => send(),
    run: ({ subscriptions = [], consumers = [] }) => {
      const list = [...subscriptions, ...consumers.map(inboxOf)];
      runs.push(runSubscriptions(ports, list, { signal, ttl: TTL }));
      runs.push(consume(process.ports, consumers, { signal }));
    },
    stop: async () => {
      stopping.abort();
      if (!killed) await Promise.all(runs);
    },
    kill: () => {
      killed = true;
      line.cut();
    },
  };
  return process;
}
