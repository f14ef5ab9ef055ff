/** Ids of commits that were given none: found out of a sending, should its outcome be unknown. */

import type { Sending } from "./functions.ts";

/** A commit of a sending. */
export interface SentCommit extends Sending {
  /** Its place in the group, from 0. */
  readonly place: number;
}

/** Writes the id of a commit of a sending. */
export function sendingId({ sender, number }: Sending, place: number): string {
  return `portico:${sender}:${number}:${place}`;
}

/** Reads what {@linkcode sendingId} wrote; nothing for any other id. */
export function toSentCommit(id: string): SentCommit | undefined {
  const [, sender, number, place] = /^portico:(.+):(\d+):(\d+)$/s.exec(id) ?? [];
  if (sender === undefined) return undefined;
  return { sender, number: Number(number), place: Number(place) };
}
