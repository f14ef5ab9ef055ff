/**
 * A process that appends ever more events while a projection follows, and tells what its heap holds
 * after 100,000 of them, after 1,000,000, and after a rebuild. Run with `--v8-flags=--expose-gc`.
 */

import process from "node:process";
import { setImmediate } from "node:timers/promises";
import { drain } from "../../../application/events/drain.ts";
import { eventCodec } from "../../../application/events/codec.ts";
import { projection } from "../../../application/events/projection.ts";
import { askRebuild } from "../../../application/events/projection_rebuild.ts";
import { projectionStatus } from "../../../application/events/projection_status.ts";
import { runSubscriptions } from "../../../application/events/run_subscriptions.ts";
import { waitFor } from "../../../application/events/wait_for.ts";
import { compose } from "../compose.ts";
import { readConfig } from "../config.ts";

type Deposited = { readonly type: "Deposited"; readonly data: { readonly amount: number } };
interface Balance {
  readonly amount: number;
  readonly deposits: number;
}

const ACCOUNTS = 500;
/** Events of one commit. */
const BATCH = 1000;

const balances = projection<Deposited, Balance>({
  name: "balances",
  types: ["Deposited"],
  codec: eventCodec({
    Deposited: { version: 1, parse: (data) => data as Deposited["data"] },
  }),
  view: {
    schema: { version: 1, parse: (data) => data as Balance },
    encode: ({ amount, deposits }) => ({ amount, deposits }),
    index: ({ deposits }) => ({ deposits: String(deposits) }),
  },
  ids: ({ stream }) => stream,
  evolve: (view, { data: { amount } }) => ({
    amount: (view?.amount ?? 0) + amount,
    deposits: (view?.deposits ?? 0) + 1,
  }),
  wholeStreams: true,
});

await using application = await compose(readConfig(process.env));
const { ports } = application;
const { store } = ports;
const stop = new AbortController();
const running = runSubscriptions(ports, [balances], { signal: stop.signal });

await append(0, 100_000);
await tell();
await append(100_000, 1_000_000);
await tell();
stop.abort();
await running;
await askRebuild(ports, "balances", "tester");
await drain(ports, [balances]);
await tell();
await check();

async function append(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += BATCH) {
    const appends = Array.from({ length: BATCH / 10 }, (_, index) => ({
      stream: `account-${(at / 10 + index) % ACCOUNTS}`,
      expect: "any" as const,
      events: Array.from({ length: 10 }, (_, n) => ({ type: "Deposited", data: { amount: n } })),
    }));
    const { position } = await store.commit({ appends });
    await waitFor(ports, balances, position - 10 * BATCH, { signal: new AbortController().signal });
  }
  await waitFor(ports, balances, await store.head(), { signal: new AbortController().signal });
}

/** Collects what is garbage, and writes down what is left, in MB. */
async function tell(): Promise<void> {
  const { gc } = globalThis as { readonly gc?: () => void };
  if (gc === undefined) throw new Error("Run with --v8-flags=--expose-gc");
  for (let round = 0; round < 5; round++) {
    await setImmediate();
    gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  write(`heap ${((heapUsed + external) / 2 ** 20).toFixed(1)}`);
}

/** What was folded in the end must be the whole log. */
async function check(): Promise<void> {
  const [status] = await projectionStatus(store);
  let deposits = 0;
  const reader = balances.of(ports);
  for (let after: string | undefined, more = true; more;) {
    const page = await reader.find({ limit: 200, after });
    deposits += page.items.reduce((sum, view) => sum + view.deposits, 0);
    after = page.next;
    more = after !== undefined;
  }
  write(`generation ${status?.generation} deposits ${deposits}`);
}

function write(line: string): void {
  // deno-lint-ignore portico/no-console -- its lines are what the test reads
  process.stdout.write(`${line}\n`);
}
