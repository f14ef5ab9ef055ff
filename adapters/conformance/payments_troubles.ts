/** Cases of gateways that are silent, lose answers, or fail. */

import assert from "node:assert/strict";
import type { Payment } from "../../application/orders/payment_gateway.ts";
import { pause, rejectsWith, within } from "./assertions.ts";
import { insist, patient, type PaymentCase, type PaymentScene, price } from "./payments_case.ts";
import type { PaymentAnswer } from "./payments_place.ts";

export const troubleCases: readonly PaymentCase[] = [
  { does: "an abort ends the waiting for an answer", needs: "troubles", run: isAborted },
  { does: "after silence it is completed again and charged once", needs: "troubles", run: silence },
  {
    does: "after a lost answer the money is found, and not taken again",
    needs: "troubles",
    run: lost,
  },
  {
    does: "after a failure it is completed again and charged once",
    needs: "troubles",
    run: failure,
  },
  { does: "after silence it can be cancelled for certain", needs: "troubles", run: isCancelled },
];

/** Longest an abort may take to be heard, in milliseconds. */
const LONGEST_WAIT = 5_000;

async function isAborted({ begin, gateway, method }: PaymentScene): Promise<void> {
  const { id } = await begin();
  const stop = new AbortController();
  const completing = gateway.complete({ id, method: method("silence") }, stop.signal);
  const refused = rejectsWith(completing, "payments/unavailable", { permanent: false });
  await pause(20);

  stop.abort(new Error("The case has ended it"));

  await within(LONGEST_WAIT, "Completing after the abort", refused);
}

async function silence(scene: PaymentScene): Promise<void> {
  const { id } = await scene.begin();
  await isUnavailable(scene, id, "silence");

  assert.equal((await scene.gateway.lookup({ id }, patient))?.status, "begun");
  await isChargedOnceByNow(scene, id);
}

async function lost(scene: PaymentScene): Promise<void> {
  const { id } = await scene.begin();
  await isUnavailable(scene, id, "lost");

  // The money may be on its way for a moment after the caller has given up.
  const found = await untilTaken(scene);
  assert.deepEqual(found, { id, status: "taken" });
  await isChargedOnceByNow(scene, id);
}

async function failure(scene: PaymentScene): Promise<void> {
  const { id } = await scene.begin();
  await isUnavailable(scene, id, "failure");

  await isChargedOnceByNow(scene, id);
}

async function isCancelled(scene: PaymentScene): Promise<void> {
  const { begin, gateway, expect } = scene;
  const { id } = await begin();
  await isUnavailable(scene, id, "silence");

  const { status } = await insist(() => gateway.cancel({ id }, patient));

  assert.equal(status, "cancelled");
  await expect(id, { status: "cancelled" });
}

async function untilTaken({ gateway, order }: PaymentScene): Promise<Payment | undefined> {
  for (;;) {
    const found = await insist(() => gateway.lookup({ order, attempt: 1 }, patient));
    if (found?.status !== "begun") return found;
    await pause(20);
  }
}

/** Completes a payment in trouble, and gives up after a while if need be. */
async function isUnavailable(
  { gateway, method }: PaymentScene,
  id: string,
  trouble: PaymentAnswer,
): Promise<void> {
  const signal = AbortSignal.timeout(200);
  const completing = gateway.complete({ id, method: method(trouble) }, signal);
  await rejectsWith(completing, "payments/unavailable", { permanent: false });
}

async function isChargedOnceByNow({ gateway, method, expect }: PaymentScene, id: string) {
  const complete = () => gateway.complete({ id, method: method("pay") }, patient);
  const { status } = await insist(complete);

  assert.equal(status, "taken");
  await expect(id, { status: "taken", charged: [price.amount] });
}
