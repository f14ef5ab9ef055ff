/** What the server tells of consumers. */

import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import { type AskApi, NOT_FOUND, ServerRefusal } from "./api.ts";
import { groupIn } from "./subjects.ts";

/** A consumer, as far as it matters here. */
export interface ConsumerInfo {
  readonly name: string;
  readonly created: string;
  readonly config: {
    readonly description?: string;
    readonly filter_subject?: string;
    /** Nanoseconds. */
    readonly ack_wait?: number;
    readonly opt_start_seq?: number;
  };
  readonly ack_floor: { readonly stream_seq: number };
  readonly num_pending: number;
  readonly num_ack_pending: number;
}

/**
 * Gives a consumer, `undefined` where there is none.
 *
 * @throws {BusUnavailable}
 */
export async function findConsumer(
  api: AskApi,
  stream: string,
  name: string,
): Promise<ConsumerInfo | undefined> {
  try {
    return await api<ConsumerInfo>(`CONSUMER.INFO.${stream}.${name}`);
  } catch (error) {
    if (error instanceof ServerRefusal && error.errorCode === NOT_FOUND.consumer) return undefined;
    throw error;
  }
}

/**
 * Tells how all groups are doing, ordered by name.
 *
 * @throws {BusUnavailable}
 */
export async function groupStatuses(api: AskApi, stream: string): Promise<readonly GroupStatus[]> {
  const waiting = new Map<string, number>();
  for await (const { name, num_pending, num_ack_pending } of consumersOf(api, stream)) {
    const group = groupIn(name);
    if (group === undefined) continue;
    waiting.set(group, (waiting.get(group) ?? 0) + num_pending + num_ack_pending);
  }
  return [...waiting].map(([group, waiting]) => ({ group, waiting }))
    .sort((a, b) => a.group < b.group ? -1 : 1);
}

async function* consumersOf(api: AskApi, stream: string): AsyncGenerator<ConsumerInfo> {
  for (let offset = 0;;) {
    const question = { offset };
    const { consumers = [], total } = await api<ConsumerPage>(`CONSUMER.LIST.${stream}`, question);
    yield* consumers;
    offset += consumers.length;
    if (consumers.length === 0 || offset >= total) return;
  }
}

interface ConsumerPage {
  readonly consumers?: readonly ConsumerInfo[];
  readonly total: number;
}
