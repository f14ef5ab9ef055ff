/** Cases of cancelling payments and giving money back. */

import assert from "node:assert/strict";
import {
  insist,
  patient,
  type PaymentCase,
  type PaymentScene,
  price,
  race,
} from "./payments_case.ts";

export const endingCases: readonly PaymentCase[] = [
  { does: "a payment that was cancelled takes no money any more", run: isCancelled },
  { does: "what came to an end is not cancelled any more", run: isNotCancelled },
  { does: "cancelled while it is completed, the books agree with the answers", run: isOneOfBoth },
  { does: "a refund gives all of the money back", run: isRefunded },
  { does: "refunded again it gives nothing more", run: isRefundedOnce },
  { does: "refunded at the same time it gives the money back once", run: isRefundedOnceInRace },
  { does: "only money that was taken is given back", run: isNotRefunded },
];

const taken = [price.amount];

async function isCancelled({ begin, gateway, method, expect }: PaymentScene): Promise<void> {
  const { id } = await begin();

  const cancelled = await gateway.cancel({ id }, patient);
  const completed = await gateway.complete({ id, method: method("pay") }, patient);
  const again = await gateway.cancel({ id }, patient);

  assert.deepEqual(
    [cancelled.status, completed.status, again.status],
    ["cancelled", "cancelled", "cancelled"],
  );
  await expect(id, { status: "cancelled" });
}

async function isNotCancelled({ begin, pay, gateway, method, expect }: PaymentScene) {
  const paid = await pay(1);
  const { id } = await begin(2);
  await gateway.complete({ id, method: method("decline") }, patient);

  assert.equal((await gateway.cancel({ id: paid.id }, patient)).status, "taken");
  assert.equal((await gateway.cancel({ id }, patient)).status, "declined");

  await expect(paid.id, { status: "taken", charged: taken });
  await gateway.refund({ id: paid.id }, patient);
  assert.equal((await gateway.cancel({ id: paid.id }, patient)).status, "refunded");
}

async function isOneOfBoth({ begin, gateway, order, method, movements }: PaymentScene) {
  let charges = 0;
  for (let attempt = 1; attempt <= 10; attempt++) {
    const { id } = await begin(attempt);
    const complete = () => gateway.complete({ id, method: method("pay") }, patient);
    const cancel = () => gateway.cancel({ id }, patient);

    const answers = await race(attempt % 2 === 0 ? [complete, cancel] : [cancel, complete]);
    const { status } = await insist(cancel);

    assert.ok(status === "taken" || status === "cancelled", `It is ${status}`);
    for (const answer of answers) assert.equal(answer.status, status);
    if (status === "taken") charges++;
    assert.equal((await movements(order)).charged.length, charges);
  }
}

async function isRefunded({ pay, gateway, method, expect }: PaymentScene): Promise<void> {
  const { id } = await pay();

  const refund = await gateway.refund({ id }, patient);

  assert.equal(refund.status, "refunded");
  await expect(id, { status: "refunded", charged: taken, refunded: taken });
  const completed = await gateway.complete({ id, method: method("pay") }, patient);
  assert.equal(completed.status, "refunded");
  await expect(id, { status: "refunded", charged: taken, refunded: taken });
}

async function isRefundedOnce({ pay, gateway, expect }: PaymentScene): Promise<void> {
  const { id } = await pay();

  const first = await gateway.refund({ id }, patient);
  const second = await gateway.refund({ id }, patient);

  assert.deepEqual(second, first);
  await expect(id, { status: "refunded", charged: taken, refunded: taken });
}

async function isRefundedOnceInRace({ pay, gateway, expect }: PaymentScene): Promise<void> {
  const { id } = await pay();
  const refund = () => gateway.refund({ id }, patient);

  const refunds = await race(Array.from({ length: 8 }, () => refund));
  const last = await insist(refund);

  for (const each of refunds) assert.deepEqual(each, last);
  await expect(id, { status: "refunded", charged: taken, refunded: taken });
}

async function isNotRefunded({ begin, gateway, method, movements, order }: PaymentScene) {
  const [begun, declined, cancelled] = [await begin(1), await begin(2), await begin(3)];
  await gateway.complete({ id: declined.id, method: method("decline") }, patient);
  await gateway.cancel({ id: cancelled.id }, patient);

  for (const { id } of [begun, declined, cancelled]) {
    const refund = await gateway.refund({ id }, patient);
    assert.equal(refund.status, "refused");
  }
  assert.deepEqual(await movements(order), { charged: [], refunded: [] });
  const paid = await gateway.complete({ id: begun.id, method: method("pay") }, patient);
  assert.equal(paid.status, "taken");
}
