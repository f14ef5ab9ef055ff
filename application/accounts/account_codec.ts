/** The events of accounts, to and from the log. */

import { z } from "zod";
import type { Json } from "../../domain/kernel/json.ts";
import type { AccountCreated, AccountEvent, MoneyMoved } from "../../domain/accounts/account.ts";
import { type EventCodec, eventCodec } from "../events/codec.ts";
import { moneyShape } from "../money_shape.ts";

const accountId = z.string();
const created = z.object({ accountId, owner: z.string(), openingBalance: moneyShape });
const transfer = z.object({ id: z.string(), account: z.string() });
const moved = z.object({ accountId, amount: moneyShape, transfer: transfer.optional() });
const closed = z.object({ accountId });

/** Version 1 knew one currency only, and counted its cents. */
const createdInCents = z.object({ accountId, owner: z.string(), initialBalance: z.int() });
const movedInCents = z.object({ accountId, amount: z.int() });

/** Encodes and decodes {@linkcode AccountEvent}; see there what each event says. */
export const accountCodec: EventCodec<AccountEvent> = eventCodec<AccountEvent>({
  AccountCreated: {
    version: 2,
    parse: (data) => created.parse(data) as AccountCreated["data"],
    upcasters: { 1: createdWithCurrency },
  },
  MoneyDeposited: { version: 2, parse: parseMoved, upcasters: { 1: movedWithCurrency } },
  MoneyWithdrawn: { version: 2, parse: parseMoved, upcasters: { 1: movedWithCurrency } },
  AccountClosed: {
    version: 1,
    parse: (data) => closed.parse(data) as { readonly accountId: MoneyMoved["accountId"] },
  },
});

function parseMoved(data: unknown): MoneyMoved {
  return moved.parse(data) as MoneyMoved;
}

function createdWithCurrency(data: Json): Json {
  const { initialBalance, ...rest } = createdInCents.parse(data);
  return { ...rest, openingBalance: dollars(initialBalance) };
}

function movedWithCurrency(data: Json): Json {
  const { amount, ...rest } = movedInCents.parse(data);
  return { ...rest, amount: dollars(amount) };
}

function dollars(cents: number): Json {
  return { amount: cents, currency: "USD" };
}
