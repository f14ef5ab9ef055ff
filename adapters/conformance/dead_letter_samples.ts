/** A subscription with dead letters, and an operator, for the cases of dead letters. */

import assert from "node:assert/strict";
import type { DeadLetter } from "../../application/events/dead_letter.ts";
import { type DeadLetters, deadLetters } from "../../application/events/dead_letters.ts";
import type { Subscription } from "../../application/events/subscription.ts";
import type { Machine } from "./machine.ts";
import type { Scene } from "./subscription_case.ts";
import {
  type Effects,
  effects,
  keeper,
  permanent,
  type Recorder,
  recorder,
} from "./subscription_samples.ts";

/** A machine, an operator, and what goes wrong. */
export interface BrokenWorld {
  readonly seen: Recorder;
  readonly machine: Machine;
  readonly operator: DeadLetters;
  readonly sample: readonly Subscription[];
  readonly repair: () => void;
  readonly letters: () => Promise<readonly DeadLetter[]>;
}

/** A world in which the sample fails for good at some streams, until it is repaired. */
export async function brokenWorld(
  scene: Scene,
  streams: string,
  options: Partial<Subscription> = {},
): Promise<BrokenWorld> {
  let broken = true;
  const seen = recorder(({ event }) => {
    if (broken && streams.includes(event.stream)) throw permanent("broken");
  });
  const machine = await scene.machine();
  const operator = deadLetters((await scene.machine()).ports);
  return {
    seen,
    machine,
    operator,
    sample: [keeper({ handle: seen.handle, ...options })],
    repair: () => {
      broken = false;
    },
    letters: async () => (await operator.list({ limit: 200 })).items,
  };
}

/** Waits until the streams have exactly these effects. */
export async function have(scene: Scene, expected: Effects): Promise<void> {
  const wanted = JSON.stringify(expected);
  const found = async () => JSON.stringify(await effects(scene.store));
  await scene.eventually(`the effects are ${wanted}`, async () => await found() === wanted, 10)
    .catch(async (error) => assert.equal(await found(), wanted, String(error)));
}
