/** Who runs a subscription: one at a time, over any number of processes. */

import type { Json } from "../../domain/kernel/json.ts";
import { isConflict } from "../store/rerun.ts";
import type { DocumentCheck } from "../store/store.ts";
import type { SubscriptionPorts } from "./subscription.ts";
import {
  type Fence,
  FENCES,
  type Heartbeat,
  HEARTBEATS,
  readRecord,
} from "./subscription_records.ts";

/** The right to run a subscription, for as long as nobody takes it over. */
export interface Leadership {
  /** Goes into every commit: it fails once somebody else has taken over. */
  readonly fence: DocumentCheck;
  /** Whether the run before ended without saying so: it may have died of an event. */
  readonly afterCrash: boolean;
  /** Shows life until the signal is aborted, or the fence is lost. */
  readonly beat: (signal: AbortSignal) => Promise<void>;
  /** Says that the run has ended in good order, so that another need not wait. */
  readonly release: () => Promise<void>;
}

/** How often the heartbeat must be seen unchanged before it counts as stopped. */
const SIGHTINGS = 3;

/**
 * Waits until this owner may run the subscription; `undefined` when the signal came first. Another
 * owner is taken for dead when its heartbeat has not changed for `ttl` milliseconds on this
 * process's own clock.
 */
export async function lead(
  ports: SubscriptionPorts,
  name: string,
  { owner, ttl }: { readonly owner: string; readonly ttl: number },
  signal: AbortSignal,
): Promise<Leadership | undefined> {
  const { store, clock } = ports;
  let seen = { version: -1, since: 0, times: 0 };
  while (!signal.aborted) {
    const heartbeat = await readRecord<Heartbeat>(store, HEARTBEATS, name);
    const version = heartbeat?.version ?? 0;
    if (seen.version !== version) seen = { version, since: clock.monotonic(), times: 0 };
    seen.times++;
    const silent = seen.times > SIGHTINGS && clock.monotonic() - seen.since >= ttl;
    const mine = heartbeat?.value.owner === owner;
    if (heartbeat === undefined || heartbeat.value.stopped || mine || silent) {
      const fence = await takeOver(ports, name, owner, version);
      const afterCrash = heartbeat !== undefined && !heartbeat.value.stopped && !mine;
      if (fence !== undefined) return leadership(ports, { name, owner, ttl }, fence, afterCrash);
    } else {
      await clock.sleep(ttl / (SIGHTINGS + 1), signal);
    }
  }
  return undefined;
}

/** Changes the fence, unless another was faster. */
async function takeOver(
  { store }: SubscriptionPorts,
  name: string,
  owner: string,
  heartbeatVersion: number,
): Promise<DocumentCheck | undefined> {
  const before = await readRecord<Fence>(store, FENCES, name);
  try {
    const { documentVersions } = await store.commit({
      puts: [
        put(FENCES, name, before?.version ?? 0, { owner } satisfies Fence),
        put(HEARTBEATS, name, heartbeatVersion, heartbeatOf(owner, 0)),
      ],
    });
    return { collection: FENCES, id: name, expect: documentVersions[0] ?? 0 };
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

function leadership(
  { store, clock, log }: SubscriptionPorts,
  { name, owner, ttl }: { readonly name: string; readonly owner: string; readonly ttl: number },
  fence: DocumentCheck,
  afterCrash: boolean,
): Leadership {
  let beats = 0;

  function show(heartbeat: Heartbeat): Promise<unknown> {
    return store.commit({ checks: [fence], puts: [put(HEARTBEATS, name, "any", heartbeat)] });
  }

  return {
    fence,
    afterCrash,
    beat: async (signal) => {
      for (;;) {
        await clock.sleep(ttl / (SIGHTINGS + 1), signal);
        if (signal.aborted) return;
        try {
          await show(heartbeatOf(owner, ++beats));
        } catch (error) {
          if (isFenceLost(error, fence)) return;
          log.warn("cannot show that a subscription is alive", { subscription: name, error });
        }
      }
    },
    release: async () => {
      try {
        await show({ owner, beat: ++beats, stopped: true });
      } catch (error) {
        if (!isFenceLost(error, fence)) {
          log.warn("cannot release a subscription", { subscription: name, error });
        }
      }
    },
  };
}

/** Tells whether a commit failed because somebody else has taken over. */
export function isFenceLost(error: unknown, fence: DocumentCheck): boolean {
  return isConflict(error) && "subject" in error && "id" in error.subject &&
    error.subject.collection === fence.collection && error.subject.id === fence.id;
}

function heartbeatOf(owner: string, beat: number): Heartbeat {
  return { owner, beat, stopped: false };
}

function put(collection: string, id: string, expect: number | "any", value: Json) {
  return { collection, id, expect, value };
}
