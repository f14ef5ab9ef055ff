import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { memoryClock } from "../../adapters/memory/clock.ts";
import { seededRandom, sequentialIds } from "../../adapters/memory/chance.ts";
import { memoryStore } from "../../adapters/memory/store.ts";
import { type Transaction, UnitOfWorkEnded } from "./transaction.ts";
import { unitOfWork } from "./unit_of_work.ts";

const clock = memoryClock();
const event = { type: "LampLit", data: {} };

describe("a transaction", () => {
  it("[L-10] refuses every call after its unit of work has ended", async () => {
    const { ports } = fresh();
    const tx = await escaped(ports);

    await assertRejects(() => tx.get("lamps", "hall"), UnitOfWorkEnded);
    await assertRejects(() => tx.getBy("lamps", "serial", "A-1"), UnitOfWorkEnded);
    await assertRejects(() => tx.readStream("hall"), UnitOfWorkEnded);
    assertThrows(() => tx.put({ collection: "lamps", id: "hall", value: true }), UnitOfWorkEnded);
    assertThrows(() => tx.append("hall", [event]), UnitOfWorkEnded);
    assertThrows(() => tx.check("lamps", "hall", "none"), UnitOfWorkEnded);
  });

  it("[L-10] refuses what a forgotten await does after the end", async () => {
    const { ports, store } = fresh();
    let late: Promise<void> | undefined;

    await unitOfWork(ports, (tx) => {
      late = tx.get("lamps", "hall").then(() => tx.append("hall", [event]));
      late.catch(() => {});
    });

    await assertRejects(() => late ?? Promise.resolve(), UnitOfWorkEnded);
    assertEquals(await store.head(), 0);
  });

  it("[L-10] is ended too when the work has failed", async () => {
    const { ports, store } = fresh();
    let tx: Transaction | undefined;
    const failing = unitOfWork(ports, (given) => {
      tx = given;
      given.append("hall", [event]);
      throw new Error("no");
    });

    await assertRejects(() => failing, Error, "no");
    assertThrows(() => tx?.append("hall", [event]), UnitOfWorkEnded);
    assertEquals(await store.head(), 0);
  });

  it("[L-8] is made anew for every run of every unit of work", async () => {
    const { ports, store } = fresh();
    const seen = new Set<Transaction>();
    let runs = 0;

    await unitOfWork(ports, async (tx) => {
      seen.add(tx);
      await tx.get("lamps", "hall");
      tx.put({ collection: "lamps", id: "cellar", value: runs });
      if (runs++ === 0) {
        const puts = [{ collection: "lamps", id: "hall", expect: "any", value: true }] as const;
        await store.commit({ puts });
      }
    });
    await unitOfWork(ports, (tx) => void seen.add(tx));

    assertEquals([runs, seen.size], [2, 3]);
  });
});

function fresh() {
  const store = memoryStore({ clock, newId: sequentialIds() });
  return { store, ports: { store, clock, random: seededRandom(1) } };
}

async function escaped(ports: Parameters<typeof unitOfWork>[0]): Promise<Transaction> {
  const { result } = await unitOfWork(ports, (tx) => ({ tx }));
  return result.tx;
}
