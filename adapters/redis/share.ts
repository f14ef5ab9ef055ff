/** A member's share of the lanes, as it is asked for. */

import { BusUnavailable, type Receive } from "../../application/messaging/message_bus.ts";
import type { Clock } from "../../application/ports.ts";
import type { WantedTypes } from "./arrival.ts";
import type { Keys } from "./keys.ts";
import type { Link } from "./link.ts";
import { type Share, shareOf, sharing } from "./share_script.ts";
import { unlessAborted } from "./unless_aborted.ts";

/** What a member takes part in, and how. */
export interface Membership {
  readonly keys: Keys;
  readonly group: string;
  readonly channel: string;
  readonly partitions: number;
  /** Names the member, and nobody else. */
  readonly token: string;
  /** How long a lease lasts unless it is prolonged, in milliseconds. */
  readonly lease: number;
  readonly types: WantedTypes;
  readonly receive: Receive;
}

/** What a member says of itself. */
export interface Claim {
  readonly takesPart: boolean;
  /** Until when it has leases, as far as it knows. */
  readonly expiry: string;
  /** Lanes that it gives back. */
  readonly left: readonly number[];
}

/**
 * Asks for a share, for so many milliseconds at most.
 *
 * @throws {BusUnavailable | BusClosed}
 */
export async function askShare(
  { clock, link }: { readonly clock: Clock; readonly link: Link },
  { keys, channel, group, token, lease, partitions }: Membership,
  { takesPart, expiry, left }: Claim,
  within: number,
): Promise<Share> {
  const asked = link.run(
    sharing,
    [keys.members(channel, group), keys.leases(channel, group), keys.bell(channel, group)],
    [token, lease, partitions, takesPart ? 1 : 0, expiry, ...left],
    within,
  );
  const late = new AbortController();
  const waited = clock.sleep(within, late.signal).then(() => late.abort());
  try {
    const reply = await unlessAborted(late.signal, asked);
    if (late.signal.aborted) throw new BusUnavailable("Redis does not answer");
    return shareOf(reply);
  } finally {
    late.abort();
    await waited;
  }
}
