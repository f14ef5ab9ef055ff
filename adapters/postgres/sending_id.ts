/** Ids of commits that were given none: found out of a sending, should its outcome be unknown. */

import type { Sending } from "./group.ts";

/** A group that was sent. */
export type SentGroup = Pick<Sending, "sender" | "number">;

/** A commit of a group that was sent. */
export interface SentCommit extends SentGroup {
  /** Its place in the group, from 0. */
  readonly place: number;
}

/** Writes the id of a commit of a sending. */
export function sendingId({ sender, number }: SentGroup, place: number): string {
  return `portico:${sender}:${number}:${place}`;
}

/** Reads what {@linkcode sendingId} wrote; nothing for any other id. */
export function toSentCommit(id: string): SentCommit | undefined {
  const [, sender, number, place] = /^portico:(.+):(\d+):(\d+)$/s.exec(id) ?? [];
  if (sender === undefined) return undefined;
  return { sender, number: Number(number), place: Number(place) };
}
