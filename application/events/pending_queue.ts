/** The events that wait, in memory as in the store: per stream, oldest first. */

import type { Pending } from "./subscription_records.ts";

/** Where an event is. */
export type EventPlace = Pick<Pending, "stream" | "position">;

/** Pending events by stream. A stream with any is blocked: its later events wait behind them. */
export class PendingQueue {
  readonly #streams = new Map<string, Pending[]>();
  readonly #probed = new Map<string, number>();

  isBlocked(stream: string): boolean {
    return this.#streams.has(stream);
  }

  /** The record of an event, if it has one. */
  find({ stream, position }: EventPlace): Pending | undefined {
    const line = this.#streams.get(stream) ?? [];
    // What comes new is behind all that wait, however many they are.
    if ((line.at(-1)?.position ?? 0) < position) return undefined;
    return line.find((pending) => pending.position === position);
  }

  /** What comes next in the stream when an event is done. */
  behind({ stream, position }: EventPlace): Pending | undefined {
    return this.#streams.get(stream)?.find((pending) => pending.position > position);
  }

  /** Adds an event behind those of its stream. */
  add(pending: Pending): void {
    const line = this.#streams.get(pending.stream);
    if (line === undefined) this.#streams.set(pending.stream, [pending]);
    else line.push(pending);
  }

  /** Replaces an event by what has become of it. */
  update(pending: Pending): void {
    const line = this.#streams.get(pending.stream) ?? [];
    const index = line.findIndex(({ position }) => position === pending.position);
    if (index >= 0) line[index] = pending;
  }

  /** Takes out an event that is done; the one behind it comes next. */
  remove({ stream, position }: Pending): void {
    const line = (this.#streams.get(stream) ?? []).filter((other) => other.position !== position);
    if (line.length > 0) this.#streams.set(stream, line);
    else this.#streams.delete(stream);
    this.#probed.delete(stream);
  }

  /** The heads whose attempt may start, the longest due first. */
  due(now: number, isBusy: (stream: string) => boolean): Pending[] {
    return this.#heads()
      .filter((head) => head.nextAt <= now && !isBusy(head.stream))
      .sort((a, b) => a.nextAt - b.nextAt || a.position - b.position);
  }

  /** The head that was probed least lately, due or not. */
  nextProbe(probe: number): Pending | undefined {
    const last = ({ stream }: Pending) => this.#probed.get(stream) ?? -1;
    const [head] = this.#heads().sort((a, b) => last(a) - last(b) || a.nextAt - b.nextAt);
    if (head !== undefined) this.#probed.set(head.stream, probe);
    return head;
  }

  /** When the next head is due, in milliseconds since 1970. */
  nextDue(isBusy: (stream: string) => boolean): number {
    return this.#heads()
      .filter(({ stream }) => !isBusy(stream))
      .reduce((soonest, { nextAt }) => Math.min(soonest, nextAt), Infinity);
  }

  /** First in line and alive; what is behind them, or dead, does not move. */
  #heads(): Pending[] {
    const heads: Pending[] = [];
    for (const [head] of this.#streams.values()) {
      if (head?.state === "queued" || head?.state === "retrying") heads.push(head);
    }
    return heads;
  }
}
