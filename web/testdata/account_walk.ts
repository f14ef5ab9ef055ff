/** Clients that move money between a few accounts over HTTP, whatever happens to the servers. */

import { seededRandom } from "../../adapters/memory/chance.ts";
import type { Random } from "../../application/ports.ts";
import { pause } from "./register.ts";

/** A command that was answered for good. */
export interface Answered {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
  /** The log's position after it; `undefined` when it was refused. */
  readonly position: number | undefined;
}

/** What the clients have been through. */
export interface Walk {
  readonly answered: readonly Answered[];
  /** How often a command was asked again, because its connection broke or the server could not. */
  readonly repeats: () => number;
  /** How many commands were asked once more after their answer. */
  readonly echoes: () => number;
  readonly inFlight: () => number;
  /** Lets every client finish the command it is at. */
  readonly stop: () => Promise<void>;
}

/** Where and how to walk. */
export interface WalkOptions {
  /** Gives an origin that is worth asking now. */
  readonly origin: (random: Random) => string;
  readonly accounts: readonly string[];
  readonly clients: number;
  readonly seed: number;
}

/** Longest a server may take for an answer, in milliseconds; a call that hangs fails the walk. */
const LONGEST_CALL = 30_000;

/**
 * Starts the clients. Each asks with an Idempotency-Key until it has an answer, and every fourth
 * command once more afterwards: the second answer must be the first one.
 */
export function startWalk({ origin, accounts, clients, seed }: WalkOptions): Walk {
  const answered: Answered[] = [];
  let repeats = 0;
  let echoes = 0;
  let inFlight = 0;
  let stopped = false;

  async function ask(random: Random, command: Command): Promise<Answered | undefined> {
    inFlight++;
    try {
      const response = await fetch(origin(random) + command.path, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": command.key },
        body: JSON.stringify(command.body),
        signal: AbortSignal.timeout(LONGEST_CALL),
      });
      const answer = await response.json();
      if (response.status >= 500 || answer.code === "store/version-conflict") return undefined;
      const position = response.headers.get("portico-position");
      return {
        path: command.path,
        body: command.body,
        status: response.status,
        answer,
        position: position === null ? undefined : Number(position),
      };
    } catch (error) {
      // Whoever asked knows nothing. A call that hangs is another matter.
      if (error instanceof DOMException && error.name === "TimeoutError") throw error;
      return undefined;
    } finally {
      inFlight--;
    }
  }

  async function askUntilAnswered(random: Random, command: Command): Promise<Answered> {
    for (;;) {
      const answer = await ask(random, command);
      if (answer !== undefined) return answer;
      repeats++;
      await pause(20 + random() * 60);
    }
  }

  async function walk(client: number): Promise<void> {
    const random = seededRandom(seed + client);
    while (!stopped) {
      const command = anyCommand(accounts, random);
      const first = await askUntilAnswered(random, command);
      answered.push(first);
      if (first.position === undefined || random() >= 0.25) continue;
      const { answer } = await askUntilAnswered(random, command);
      if (JSON.stringify(answer) !== JSON.stringify(first.answer)) {
        throw new Error(
          `${JSON.stringify(first)} was answered again with ${JSON.stringify(answer)}`,
        );
      }
      echoes++;
    }
  }

  const walking = Promise.all(Array.from({ length: clients }, (_, client) => walk(client)));
  // Told by `stop`: until then nobody else would hear of it.
  walking.catch(() => {});
  return {
    answered,
    repeats: () => repeats,
    echoes: () => echoes,
    inFlight: () => inFlight,
    stop: async () => {
      stopped = true;
      await walking;
    },
  };
}

interface Command {
  readonly key: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function anyCommand(accounts: readonly string[], random: Random): Command {
  const one = accounts[Math.floor(random() * accounts.length)] ?? "";
  const others = accounts.filter((account) => account !== one);
  const other = others[Math.floor(random() * others.length)] ?? "";
  const amount = { amount: 1 + Math.floor(random() * 40_000), currency: "USD" };
  const key = crypto.randomUUID();
  const kind = random();
  if (kind < 0.3) return { key, path: `/accounts/${one}/deposits`, body: { amount } };
  if (kind < 0.6) return { key, path: `/accounts/${one}/withdrawals`, body: { amount } };
  return { key, path: "/transfers", body: { from: one, to: other, amount } };
}
