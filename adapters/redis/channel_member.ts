/** A member of a group on one channel: it has its share of the lanes, and works on them. */

import { BusClosed } from "../../application/messaging/message_bus.ts";
import { isOutage } from "./driver_errors.ts";
import { Lane, type LanePorts } from "./lane.ts";
import { askShare, type Membership } from "./share.ts";
import type { Share } from "./share_script.ts";

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
    const { clock } = this.#ports;
    const asked = clock.monotonic();
    const [takesPart, left] = [!this.#stopping.aborted, [...this.#left]];
    const claim = { takesPart, left, expiry: this.#expiry };
    // After that nothing is held any more, or nothing was held before.
    const patience = this.#heldUntil > asked ? this.#heldUntil - asked : this.#of.lease;
    try {
      const share = await askShare(this.#ports, this.#of, claim, patience);
      this.#heldUntil = asked + this.#of.lease * RELIED_UPON;
      this.#expiry = share.expiry;
      this.#isMember = takesPart;
      for (const partition of left) {
        if (!share.owned.includes(partition)) this.#left.delete(partition);
      }
      this.#workOn(share);
      if (this.#left.size > 0) this.#woken.abort();
      return share;
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    const { group, channel } = this.#of;
    const { clock, log } = this.#ports;
    if (!isOutage(error)) {
      log.warn("cannot share the lanes of a channel now", { group, channel, error });
    }
    const isClosed = error instanceof BusClosed;
    if (!isClosed && clock.monotonic() < this.#heldUntil) return;
    if (!isClosed && this.#lanes.size > 0) {
      log.warn("Redis does not answer, so others may take over", { group, channel, error });
    }
    // What was left, others take over without being told.
    this.#left.clear();
    this.#isMember = !this.#stopping.aborted;
    for (const lane of this.#lanes.values()) lane.lose(new Error("The leases have run out"));
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
}
