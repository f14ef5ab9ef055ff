/** Sending a judged group, also when answers are lost on the way. */

import type { DenoKvAtomic } from "./database.ts";
import { isBusy, isRefused } from "./driver_errors.ts";
import type { Group } from "./group.ts";
import { headKey } from "./keys.ts";
import { answered, type PatiencePorts, pause } from "./patience.ts";
import { type Place, readHead } from "./reading.ts";
import { readReceipt } from "./reader.ts";

/**
 * What became of a group: `"landed"` is all of it, `"moved"` nothing of it, because somebody else was
 * faster, and `"unknown"` one of both.
 */
export type Landing = "landed" | "moved" | "unknown";

/**
 * Sends a group until it is known what became of it, or until an instant of the monotonic clock. It is
 * sent again exactly as it was: whichever arrives first changes the head, so that no other can.
 *
 * @throws whatever the database refused it with; then nothing is written
 */
export async function send(
  ports: PatiencePorts,
  place: Place,
  group: Group,
  until: number,
): Promise<Landing> {
  const { clock } = ports;
  if (group.witness === undefined) {
    return await answered(clock, until, "commit", () => isStillThere(place, group));
  }
  let doubtful = false;
  for (let attempt = 1;; attempt++) {
    try {
      const { ok } = await answered(clock, until, "commit", () => operation(place, group).commit());
      if (ok) return "landed";
      // Somebody changed the head; that may have been an attempt of ours.
      if (!doubtful) return "moved";
      return await answered(clock, until, "commit", () => hasLanded(place, group));
    } catch (error) {
      if (!doubtful && isRefused(error)) throw error;
      doubtful ||= !isBusy(error);
      if (clock.monotonic() >= until) {
        if (doubtful) return "unknown";
        throw error;
      }
    }
    await pause(ports, attempt);
  }
}

function operation({ kv, keys }: Place, { before, after, mutations }: Group): DenoKvAtomic {
  const { versionstamp } = before;
  const key = keys.encode(headKey);
  return mutations.reduce((operation, { key, value, expireIn }) => {
    if (value === undefined) return operation.delete(keys.encode(key));
    return operation.set(keys.encode(key), value, expireIn === undefined ? {} : { expireIn });
  }, kv.atomic().check({ key, versionstamp }).set(key, after));
}

/** Tells whether what nothing was written for still is as it was judged. */
async function isStillThere(place: Place, { before }: Group): Promise<Landing> {
  return (await readHead(place)).versionstamp === before.versionstamp ? "landed" : "moved";
}

async function hasLanded(place: Place, { witness = "", sent }: Group): Promise<Landing> {
  return (await readReceipt(place, witness, -Infinity))?.sent === sent ? "landed" : "moved";
}
