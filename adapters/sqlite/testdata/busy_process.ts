/**
 * A process that commits as fast as it can, eight commits at a time. Writes the number of each commit
 * that resolved as a line, and at its end what it came to.
 */

import process from "node:process";
import { sqliteStore } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

const [path = "", name = "", duration = "0"] = process.argv.slice(2);
// deno-lint-ignore portico/no-console -- its lines are what the test reads
const parent = process.stdout;
const store = await sqliteStore(path, systemPorts);
const end = performance.now() + Number(duration);
let commits = 0;
let longest = 0;

async function commitAll(): Promise<void> {
  while (performance.now() < end) {
    const number = ++commits;
    const event = { type: "Counted", data: { number } };
    await store.commit({
      appends: [
        { stream: `${name}-left`, expect: "any", events: [event] },
        { stream: `${name}-right`, expect: "any", events: [event, event] },
      ],
      puts: [{ collection: name, id: `${number}`, expect: "none", value: number }],
    });
    parent.write(`${number}\n`);
  }
}

/** Measures how long nothing else gets a turn. */
async function watchTheLoop(): Promise<void> {
  for (let last = performance.now(); last < end;) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
}

await Promise.all([watchTheLoop(), ...Array.from({ length: 8 }, commitAll)]);
await store[Symbol.asyncDispose]();
parent.write(`${JSON.stringify({ commits, longest })}\n`);
