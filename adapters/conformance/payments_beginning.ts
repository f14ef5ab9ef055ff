/** Cases of beginning payments and finding them again. */

import assert from "node:assert/strict";
import { parseCurrency } from "../../domain/kernel/money.ts";
import { rejectsWith } from "./assertions.ts";
import {
  insist,
  patient,
  type PaymentCase,
  type PaymentScene,
  price,
  race,
} from "./payments_case.ts";

export const beginningCases: readonly PaymentCase[] = [
  { does: "a payment is begun and takes no money", run: isBegun },
  { does: "a payment begun again is the same one, as it stands by now", run: isBegunAgain },
  { does: "begun at the same time it is one payment", run: isBegunOnce },
  { does: "each order and each attempt has a payment of its own", run: isOnePerAttempt },
  { does: "a payment begun with another amount is refused", run: keepsItsAmount },
  { does: "a payment that never was is unknown", run: isUnknown },
  { does: "a payment outlives the process", needs: "persistent", run: outlivesProcess },
];

async function isBegun({ begin, gateway, order, expect }: PaymentScene): Promise<void> {
  const { id, status } = await begin();

  assert.equal(status, "begun");
  const byPurpose = await gateway.lookup({ order, attempt: 1 }, patient);
  assert.deepEqual([byPurpose?.id, byPurpose?.status], [id, "begun"]);
  await expect(id, { status: "begun" });
}

async function isBegunAgain({ begin, pay, expect }: PaymentScene): Promise<void> {
  const first = await begin();
  const second = await begin();
  assert.deepEqual(second, first);

  await pay();
  assert.deepEqual(await begin(), { ...first, status: "taken" });
  await expect(first.id, { status: "taken", charged: [price.amount] });
}

async function isBegunOnce({ begin, gateway, order }: PaymentScene): Promise<void> {
  const begun = await race(Array.from({ length: 8 }, () => () => begin()));
  const { id } = await insist(() => begin());

  for (const each of begun) assert.equal(each.id, id);
  assert.equal((await gateway.lookup({ order, attempt: 1 }, patient))?.id, id);
}

async function isOnePerAttempt({ gateway, order }: PaymentScene): Promise<void> {
  const orders = [`${order}'"\\`, `${order}' OR '1`, `${order} Zoë 松本 👩‍🚀`, `${order}_1`, order]
    .map((each) => each.slice(0, 128));
  const purposes = orders.flatMap((each) =>
    [1, 2, 11].map((attempt) => ({ order: each, attempt }))
  );

  const ids: string[] = [];
  for (const purpose of purposes) {
    ids.push((await gateway.begin({ ...purpose, amount: price }, patient)).id);
  }

  assert.equal(new Set(ids).size, purposes.length);
  for (const [index, purpose] of purposes.entries()) {
    assert.equal((await gateway.lookup(purpose, patient))?.id, ids[index]);
  }
}

async function keepsItsAmount({ begin, gateway, order, expect }: PaymentScene): Promise<void> {
  const { id } = await begin();
  const others = [
    { ...price, amount: price.amount + 1 },
    { ...price, currency: parseCurrency("EUR") },
  ];

  for (const amount of others) {
    const again = gateway.begin({ order, attempt: 1, amount }, patient);
    await rejectsWith(again, "payments/refused", { permanent: true });
  }
  await expect(id, { status: "begun" });
}

async function isUnknown({ gateway, order, method }: PaymentScene): Promise<void> {
  const id = "pi_unknown0000000000";
  const unknown = ["payments/unknown", { id, permanent: true }] as const;

  assert.equal(await gateway.lookup({ id }, patient), undefined);
  assert.equal(await gateway.lookup({ order, attempt: 1 }, patient), undefined);
  await rejectsWith(gateway.complete({ id, method: method("pay") }, patient), ...unknown);
  await rejectsWith(gateway.cancel({ id }, patient), ...unknown);
  await rejectsWith(gateway.refund({ id }, patient), ...unknown);
}

async function outlivesProcess(scene: PaymentScene): Promise<void> {
  const { order, pay, begin, gateway, method, reopen } = scene;
  const taken = await pay(1);
  const begun = await begin(2);
  const declined = await begin(3);
  await gateway.complete({ id: declined.id, method: method("decline") }, patient);

  const again = await reopen();

  const found = await Promise.all(
    [1, 2, 3].map((attempt) => again.lookup({ order, attempt }, patient)),
  );
  assert.deepEqual(found.map((payment) => [payment?.id, payment?.status]), [
    [taken.id, "taken"],
    [begun.id, "begun"],
    [declined.id, "declined"],
  ]);
  await again.complete({ id: taken.id, method: method("pay") }, patient);
  await again.begin({ order, attempt: 2, amount: price }, patient);
  assert.deepEqual(await scene.movements(order), { charged: [price.amount], refunded: [] });
}
