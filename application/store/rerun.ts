/** How long, how often and in which order conflicting work runs again. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { Clock, Random } from "../ports.ts";
import { subjectName, type UniqueViolation, type VersionConflict } from "./errors.ts";
import type { Store } from "./store.ts";
import { type Leave, type SubjectQueue, subjectQueue } from "./subject_queue.ts";

/** What a commit says when another came first. */
export type Conflict = VersionConflict | UniqueViolation;

/** When to stop running again. */
export interface RerunLimits {
  /** Milliseconds during which conflicts re-run the work; 5000 unless told. */
  readonly within?: number;
  /** How often the work runs at most; unlimited unless told. Waiting in line is no attempt. */
  readonly attempts?: number;
}

/** The re-runs of one unit of work. */
export interface Reruns {
  /** Waits until it is this work's turn again; throws the conflict when its time is up. */
  readonly after: (conflict: Conflict) => Promise<void>;
  /** Leaves the line, if it stands in one. */
  readonly end: () => void;
}

/** What re-runs stand on. */
export interface RerunPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/** Re-runs that follow at once, before others are given time. */
const EAGER_RERUNS = 5;
/** A key that is taken so often in a row will stay taken. */
const HOPELESS_VIOLATIONS = 3;
const LONGEST_PAUSE = 50;

/**
 * Counts the re-runs of one unit of work. Works of one process that conflicted on the same subject
 * run again one after another, first in, first out: so all of them get done.
 */
export function reruns(ports: RerunPorts, limits: RerunLimits): Reruns {
  const { clock, random, store } = ports;
  const { within = 5000, attempts = Infinity } = limits;
  const deadline = clock.monotonic() + within;
  let runs = 1;
  let runsInLine = 0;
  let violations = 0;
  let line: { readonly subject: string; readonly leave: Leave } | undefined;

  function end(): void {
    line?.leave();
    line = undefined;
  }

  async function standInLine(subject: string, conflict: Conflict): Promise<void> {
    end();
    const leave = await queueOf(store).enter(subject, deadline - clock.monotonic(), clock);
    if (leave === undefined) throw conflict;
    line = { subject, leave };
    runsInLine = 0;
  }

  async function after(conflict: Conflict): Promise<void> {
    const subject = subjectOf(conflict);
    violations = "subject" in conflict ? 0 : violations + 1;
    if (runs >= attempts || violations >= HOPELESS_VIOLATIONS) throw conflict;
    if (line?.subject !== subject) await standInLine(subject, conflict);
    else if (++runsInLine > EAGER_RERUNS) {
      await clock.sleep(random() * Math.min(2 ** (runsInLine - EAGER_RERUNS), LONGEST_PAUSE));
    }
    if (clock.monotonic() >= deadline) throw conflict;
    runs++;
  }

  return { after, end };
}

/** Tells whether a thrown value is a commit's conflict. */
export function isConflict(error: unknown): error is Conflict {
  return isDomainError(error) &&
    (error.code === "store/version-conflict" || error.code === "store/unique-violation");
}

/** Lines belong to a store, so that two applications in one process share none. */
const queues = new WeakMap<Store, SubjectQueue>();

function queueOf(store: Store): SubjectQueue {
  let queue = queues.get(store);
  if (queue === undefined) queues.set(store, queue = subjectQueue());
  return queue;
}

function subjectOf(conflict: Conflict): string {
  return subjectName("subject" in conflict ? conflict.subject : conflict);
}
