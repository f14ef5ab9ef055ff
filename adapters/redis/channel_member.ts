/** A member of a group on one channel: it has its share of the lanes, and works on them. */

import { BusUnavailable, type Receive } from "../../application/messaging/message_bus.ts";
import type { WantedTypes } from "./arrival.ts";
import { isOutage } from "./driver_errors.ts";
import type { Keys } from "./keys.ts";
import { Lane, type LanePorts } from "./lane.ts";
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

/** How much of a lease is relied upon: others may take over after all of it. */
const RELIED_UPON = 0.8;
/** How often leases are prolonged, and how soon again when that failed. */
const PROLONGED_AFTER = 1 / 3;
const TRIED_AGAIN_AFTER = 1 / 20;

/** Somebody who works for a group on a channel. */
export class ChannelMember {
  /** Resolves when it has stopped, and nothing that is being received has to be finished. */
  readonly ended: Promise<void>;
  readonly #ports: LanePorts;
  readonly #of: Membership;
  readonly #lanes = new Map<number, Lane>();
  /** Lanes that it has left and not given back yet. */
  readonly #left = new Set<number>();
  readonly #stopping: AbortSignal;
  #heldUntil = -Infinity;
  #expiry = "";
  #isMember = true;
  #woken = new AbortController();

  constructor(ports: LanePorts, membership: Membership, stopping: AbortSignal) {
    this.#ports = ports;
    this.#of = membership;
    this.#stopping = stopping;
    this.ended = this.#run();
  }

  /** Leaves what is being received to others. */
  giveUp(reason: Error): void {
    for (const lane of this.#lanes.values()) lane.lose(reason);
    this.#woken.abort();
  }

  async #run(): Promise<void> {
    const stop = () => this.#stop();
    this.#stopping.addEventListener("abort", stop);
    if (this.#stopping.aborted) stop();
    for (;;) {
      this.#woken = new AbortController();
      const share = await this.#renew();
      if (this.#isOver) break;
      await this.#pause(share);
    }
    this.#stopping.removeEventListener("abort", stop);
  }

  get #isOver(): boolean {
    const isBusy = [...this.#lanes.values()].some(({ isLost }) => !isLost);
    return !this.#isMember && this.#left.size === 0 && !isBusy;
  }

  #stop(): void {
    for (const lane of this.#lanes.values()) lane.stop();
    this.#woken.abort();
  }

  /** Until the leases have to be prolonged, the bell rings, or a lane is left. */
  async #pause(share: Share | undefined): Promise<void> {
    const { clock, watch } = this.#ports;
    const { keys, channel, group, lease } = this.#of;
    const woken = this.#woken;
    if (share !== undefined) {
      void watch.grown(keys.bell(channel, group), share.rung, woken.signal)
        .then(() => woken.abort());
    }
    const part = share === undefined ? TRIED_AGAIN_AFTER : PROLONGED_AFTER;
    await clock.sleep(lease * part, woken.signal);
    woken.abort();
  }

  /** Takes part, prolongs the leases, and gives and takes lanes. */
  async #renew(): Promise<Share | undefined> {
    const { clock, log } = this.#ports;
    const { group, channel, lease } = this.#of;
    const asked = clock.monotonic();
    const left = [...this.#left];
    const takesPart = !this.#stopping.aborted;
    try {
      const share = await this.#ask(takesPart, left);
      this.#heldUntil = asked + lease * RELIED_UPON;
      this.#expiry = share.expiry;
      for (const partition of left) {
        if (!share.owned.includes(partition)) this.#left.delete(partition);
      }
      this.#isMember = takesPart;
      this.#workOn(share);
      if (this.#left.size > 0) this.#woken.abort();
      return share;
    } catch (error) {
      if (!isOutage(error)) {
        log.warn("cannot share the lanes of a channel now", { group, channel, error });
      }
      if (clock.monotonic() >= this.#heldUntil) this.#loseAll();
      return undefined;
    }
  }

  async #ask(takesPart: boolean, left: readonly number[]): Promise<Share> {
    const { keys, channel, group, token, lease, partitions } = this.#of;
    const { clock, link } = this.#ports;
    // After that nothing is held any more, or nothing was held before.
    const now = clock.monotonic();
    const patience = this.#heldUntil > now ? this.#heldUntil - now : lease;
    const enough = new AbortController();
    const asked = link.run(
      sharing,
      [keys.members(channel, group), keys.leases(channel, group), keys.bell(channel, group)],
      [token, lease, partitions, takesPart ? 1 : 0, this.#expiry, ...left],
      patience,
    );
    const waited = clock.sleep(patience, enough.signal).then(() => enough.abort());
    try {
      const reply = await unlessAborted(enough.signal, asked);
      if (enough.signal.aborted) throw new BusUnavailable("Redis does not answer");
      return shareOf(reply);
    } finally {
      enough.abort();
      await waited;
    }
  }

  #workOn({ quota, owned }: Share): void {
    for (const [partition, lane] of this.#lanes) {
      if (!owned.includes(partition)) lane.lose(new Error("Another subscriber has the lane"));
    }
    for (const partition of owned) {
      if (this.#lanes.has(partition) || this.#left.has(partition)) continue;
      if (this.#stopping.aborted) this.#left.add(partition);
      else this.#begin(partition);
    }
    const working = [...this.#lanes.values()].filter(({ isStopping }) => !isStopping);
    // Those that are not busy can be had at once.
    const readyFirst = working.toSorted((a, b) => Number(b.isIdle) - Number(a.isIdle));
    for (const lane of readyFirst.slice(0, Math.max(working.length - quota, 0))) lane.stop();
  }

  #begin(partition: number): void {
    const { keys, group, channel, token, types, receive } = this.#of;
    const { clock } = this.#ports;
    const lane = new Lane(
      this.#ports,
      {
        ...{ group, channel, partition, token },
        stream: keys.stream(channel, partition),
        leases: keys.leases(channel, group),
      },
      { types, receive, isHeld: () => clock.monotonic() < this.#heldUntil },
    );
    this.#lanes.set(partition, lane);
    void lane.settled.then(() => {
      this.#lanes.delete(partition);
      if (!lane.isLost) this.#left.add(partition);
      this.#woken.abort();
    });
  }

  /** Others may take over without being told. */
  #loseAll(): void {
    const { group, channel } = this.#of;
    if (this.#lanes.size > 0) {
      this.#ports.log.warn("Redis does not answer, so others may take over", { group, channel });
    }
    for (const lane of this.#lanes.values()) lane.lose(new Error("The leases have run out"));
    this.#left.clear();
    this.#isMember = !this.#stopping.aborted;
  }
}
