/** Random calls to a few payments, whose answers must agree with each other and with the books. */

import assert from "node:assert/strict";
import type { PaymentStatus } from "../../application/orders/payment_gateway.ts";
import { seededRandom } from "../memory/chance.ts";
import { insist, patient, type PaymentCase, type PaymentScene, price } from "./payments_case.ts";

export const walkCases: readonly PaymentCase[] = [
  { does: "whatever is called in whatever order, the books agree", run: walk },
];

const STEPS = 60;
const ATTEMPTS = 12;

async function walk(scene: PaymentScene): Promise<void> {
  const { seed } = scene;
  const random = seededRandom(seed);
  const stand = new Map<string, PaymentStatus>();
  const trail: string[] = [];

  for (let step = 0; step < STEPS; step++) {
    const attempt = 1 + Math.floor(random() * ATTEMPTS);
    const { id, status } = await insist(() => scene.begin(attempt));
    const call = calls[Math.floor(random() * calls.length)] ?? "cancel";
    await doCall(scene, id, call);
    const after = (await insist(() => scene.gateway.lookup({ id }, patient)))?.status ?? "begun";
    trail.push(`${attempt} ${call}: ${status} -> ${after}`);
    stand.set(id, after);
    const said = `Seed ${seed}: ${trail.slice(-5).join(", ")}`;
    assert.ok(after === status || moves[status].includes(after), said);
    assert.equal(after, expected(call, status), said);
    if (step % 10 === 9) await booksAgree(scene, [...stand.values()], said);
  }
}

const calls = ["pay", "pay", "decline", "cancel", "refund"] as const;
type Call = typeof calls[number];

const moves: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  begun: ["taken", "declined", "cancelled"],
  processing: [],
  taken: ["refunded"],
  declined: [],
  cancelled: [],
  refunded: [],
};

function expected(call: Call, status: PaymentStatus): PaymentStatus {
  if (call === "refund") return status === "taken" ? "refunded" : status;
  if (status !== "begun") return status;
  return ({ pay: "taken", decline: "declined", cancel: "cancelled" } as const)[call];
}

async function doCall({ gateway, method }: PaymentScene, id: string, call: Call): Promise<void> {
  if (call === "cancel") await insist(() => gateway.cancel({ id }, patient));
  else if (call === "refund") await insist(() => gateway.refund({ id }, patient));
  else await insist(() => gateway.complete({ id, method: method(call) }, patient));
}

async function booksAgree(
  { movements, order }: PaymentScene,
  statuses: readonly PaymentStatus[],
  said: string,
): Promise<void> {
  const refunded = statuses.filter((status) => status === "refunded").map(() => price.amount);
  const kept = statuses.filter((status) => status === "taken").map(() => price.amount);
  assert.deepEqual(await movements(order), { charged: [...refunded, ...kept], refunded }, said);
}
