/** A durable consumer: the place of a group in a lane. */

import { type AskApi, ServerRefusal } from "./api.ts";
import { type ConsumerInfo, findConsumer } from "./consumer_info.ts";
import { nanoseconds } from "./stream.ts";

/** What the consumer has to be. */
export interface ConsumerSettings {
  readonly stream: string;
  readonly name: string;
  /** The subject of what it gets. */
  readonly filter: string;
  /** What the group wants of the channel, for those of the group that do not know it. */
  readonly description: string;
  /** Milliseconds after which a worker that says nothing has lost its message. */
  readonly ackWait: number;
}

/** How often others may be faster in making it or taking it away. */
const ATTEMPTS = 5;

/** How far a group is in a lane. */
export interface ConsumerPlace {
  /** The number in the stream of the last message that the group needs no more; 0 for none. */
  readonly done: number;
  /** When the consumer was made, which tells it from one that was there before it. */
  readonly created: string;
  /** Whether the group wanted something else before. */
  readonly isChanged: boolean;
}

/**
 * Makes the consumer of a group, or makes it what the group wants now; it goes on where it was.
 *
 * @throws {BusUnavailable}
 */
export async function joinGroup(api: AskApi, settings: ConsumerSettings): Promise<ConsumerPlace> {
  const { stream, name, filter, description } = settings;
  let done = 0;
  let isChanged = false;
  const info = await whoeverIsFaster(async () => {
    const found = await findConsumer(api, stream, name);
    if (found === undefined) return await makeConsumer(api, settings, done);
    done = doneIn(found);
    isChanged ||= found.config.description !== description;
    if (found.config.filter_subject === filter) return await adapt(api, settings, found);
    // Server 2.9 would take another filter and deliver nothing from then on.
    await api(`CONSUMER.DELETE.${stream}.${name}`);
    return await makeConsumer(api, settings, done);
  });
  return { done: doneIn(info), created: info.created, isChanged };
}

/**
 * Makes the consumer again when somebody took it away; it goes on after `done`.
 *
 * @throws {BusUnavailable}
 */
export async function rejoinGroup(
  api: AskApi,
  settings: ConsumerSettings,
  done: number,
): Promise<ConsumerPlace> {
  const { stream, name } = settings;
  const info = await whoeverIsFaster(async () =>
    await findConsumer(api, stream, name) ?? await makeConsumer(api, settings, done)
  );
  return { done: doneIn(info), created: info.created, isChanged: false };
}

/** Tells whether two places are in one consumer, or in one and another that was made after it. */
export function isSameConsumer(a: ConsumerPlace, b: ConsumerPlace): boolean {
  // After a restart server 2.9 tells a time that is a little later.
  return Math.abs(Date.parse(a.created) - Date.parse(b.created)) < 100;
}

function doneIn({ config, ack_floor }: ConsumerInfo): number {
  const { opt_start_seq = 1 } = config;
  return Math.max(opt_start_seq - 1, ack_floor.stream_seq);
}

async function whoeverIsFaster(attempt: () => Promise<ConsumerInfo>): Promise<ConsumerInfo> {
  for (let attempts = 1;; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ServerRefusal) || attempts === ATTEMPTS) throw error;
    }
  }
}

async function makeConsumer(
  api: AskApi,
  settings: ConsumerSettings,
  done: number,
): Promise<ConsumerInfo> {
  const start = done === 0
    ? { deliver_policy: "all" }
    : { deliver_policy: "by_start_sequence", opt_start_seq: done + 1 };
  return await configure(api, settings, {
    ...start,
    ack_policy: "explicit",
    replay_policy: "instant",
    max_deliver: -1,
    // One message of a lane at a time, over all who work for the group.
    max_ack_pending: 1,
  });
}

async function adapt(
  api: AskApi,
  settings: ConsumerSettings,
  found: ConsumerInfo,
): Promise<ConsumerInfo> {
  const { description, ack_wait } = found.config;
  const isSame = description === settings.description &&
    ack_wait === nanoseconds(settings.ackWait);
  return isSame ? found : await configure(api, settings, found.config);
}

function configure(
  api: AskApi,
  { stream, name, filter, description, ackWait }: ConsumerSettings,
  config: object,
): Promise<ConsumerInfo> {
  return api(`CONSUMER.DURABLE.CREATE.${stream}.${name}`, {
    stream_name: stream,
    config: {
      ...config,
      durable_name: name,
      description,
      filter_subject: filter,
      ack_wait: nanoseconds(ackWait),
    },
  });
}
