/** Clients that move money between a few accounts at random, and now and then ask twice. */

import assert from "node:assert/strict";
import type { Accounts } from "../../application/accounts/accounts.ts";
import type { Random } from "../../application/ports.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { usd } from "./accounts_samples.ts";
import { numbers } from "./store_samples.ts";

/** A command that had an effect. */
export interface Effect {
  readonly commandId: string;
  /** How many events it must have left. */
  readonly events: number;
}

/** What clients walk on. */
export interface WalkOptions {
  /** Each client asks at one of them, and repeats at any. */
  readonly at: readonly Accounts[];
  readonly accounts: readonly string[];
  readonly clients: number;
  readonly commandsEach: number;
  readonly random: Random;
}

type Ask = (accounts: Accounts) => Promise<object>;

/** Lets all clients walk to their end; answers the commands that had an effect. */
export async function walk(options: WalkOptions): Promise<readonly Effect[]> {
  const walks = numbers(options.clients).map((client) => walkOne(options, client));
  return (await Promise.all(walks)).flat();
}

async function walkOne(options: WalkOptions, client: number): Promise<readonly Effect[]> {
  const { at, random, commandsEach } = options;
  const effects: Effect[] = [];
  const done: { readonly ask: Ask; readonly answer: object }[] = [];
  const anywhere = () => pick(at, random);
  for (const n of numbers(commandsEach)) {
    const commandId = `client-${client}/${n}`;
    const { ask, events } = anyCommand(options, commandId);
    const times = random() < 0.25 ? 2 : 1;
    const answers = await Promise.all(numbers(times).map(() => attempt(ask, anywhere())));
    const [answer, second] = answers.filter((one) => one !== undefined);
    if (answer === undefined) continue;
    assert.deepEqual(second ?? answer, answer, `The answers to ${commandId}`);
    effects.push({ commandId, events });
    done.push({ ask, answer });
    if (random() < 0.75) continue;
    const earlier = pick(done, random);
    assert.deepEqual(await earlier.ask(anywhere()), earlier.answer, "An answer given again");
  }
  return effects;
}

function anyCommand(
  { accounts, random }: WalkOptions,
  commandId: string,
): { readonly ask: Ask; readonly events: number } {
  const [id, other] = [pick(accounts, random), pick(accounts, random)];
  const amount = usd(1 + Math.floor(random() * 60));
  const context = { commandId };
  const kind = random();
  if (kind < 0.25) return { events: 1, ask: (at) => at.deposit({ id, amount }, context) };
  if (kind < 0.5 || id === other) {
    return { events: 1, ask: (at) => at.withdraw({ id, amount }, context) };
  }
  return { events: 2, ask: (at) => at.transfer({ from: id, to: other, amount }, context) };
}

/** `undefined` when the command was refused, which leaves nothing. */
async function attempt(ask: Ask, at: Accounts): Promise<object | undefined> {
  try {
    return await ask(at);
  } catch (error) {
    if (isDomainError(error) && refusals.has(error.code)) return undefined;
    throw error;
  }
}

/** Conflicts of a store that is too slow for the others are let out after a while. */
const refusals: ReadonlySet<string> = new Set([
  "accounts/insufficient-funds",
  "store/version-conflict",
]);

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] ?? assert.fail("Nothing to pick from");
}
