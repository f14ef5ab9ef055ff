/** Cases of taking money. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import {
  insist,
  patient,
  type PaymentCase,
  type PaymentScene,
  price,
  race,
} from "./payments_case.ts";

export const completingCases: readonly PaymentCase[] = [
  { does: "a payment that is completed takes its amount", run: isTaken },
  { does: "completed again it takes nothing more", run: isTakenOnce },
  { does: "completed at the same time it takes its amount once", run: isTakenOnceInRace },
  { does: "a decline is an answer, takes nothing, and is final", run: isDeclined },
  { does: "each attempt takes its own money", run: takesPerAttempt },
  { does: "a call whose signal is aborted before does nothing", run: isNotDone },
];

async function isTaken({ begin, gateway, method, expect }: PaymentScene): Promise<void> {
  const { id } = await begin();

  const payment = await gateway.complete({ id, method: method("pay") }, patient);

  assert.deepEqual(payment, { id, status: "taken" });
  await expect(id, { status: "taken", charged: [price.amount] });
}

async function isTakenOnce({ pay, gateway, method, expect }: PaymentScene): Promise<void> {
  const { id } = await pay();

  for (const answer of ["pay", "pay", "decline"] as const) {
    const again = await gateway.complete({ id, method: method(answer) }, patient);
    assert.deepEqual(again, { id, status: "taken" });
  }
  await expect(id, { status: "taken", charged: [price.amount] });
}

async function isTakenOnceInRace({ begin, gateway, method, expect }: PaymentScene): Promise<void> {
  const { id } = await begin();
  const complete = () => gateway.complete({ id, method: method("pay") }, patient);

  await race(Array.from({ length: 8 }, () => complete));
  await insist(complete);

  await expect(id, { status: "taken", charged: [price.amount] });
}

async function isDeclined({ begin, gateway, method, expect }: PaymentScene): Promise<void> {
  const { id } = await begin();

  const declined = await gateway.complete({ id, method: method("decline") }, patient);
  const again = await gateway.complete({ id, method: method("pay") }, patient);

  assert.deepEqual([declined.status, again.status], ["declined", "declined"]);
  assert.ok(declined.reason, "A decline has a reason");
  await expect(id, { status: "declined" });
}

async function takesPerAttempt({ begin, pay, gateway, method, expect }: PaymentScene) {
  const first = await begin(1);
  await gateway.complete({ id: first.id, method: method("decline") }, patient);
  const second = await pay(2);
  const third = await pay(3);

  await expect(first.id, { status: "declined", charged: [price.amount, price.amount] });
  await expect(second.id, { status: "taken", charged: [price.amount, price.amount] });
  assert.notEqual(third.id, second.id);
}

async function isNotDone(scene: PaymentScene): Promise<void> {
  const { begin, gateway, order, method, expect } = scene;
  const { id } = await begin(1);
  const over = AbortSignal.abort(new Error("The case has ended it"));
  const calls = [
    gateway.begin({ order, attempt: 2, amount: price }, over),
    gateway.complete({ id, method: method("pay") }, over),
    gateway.lookup({ id }, over),
    gateway.cancel({ id }, over),
    gateway.refund({ id }, over),
  ];

  for (const call of await Promise.allSettled(calls)) {
    assert.equal(call.status, "rejected");
    await rejectsWith(Promise.reject(call.reason), "payments/unavailable");
  }
  assert.equal(await gateway.lookup({ order, attempt: 2 }, patient), undefined);
  await expect(id, { status: "begun" });
}
