import { assertEquals } from "@std/assert";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { lampLit, until, untilFinished } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";

const program = fileURLToPath(new URL("testdata/reader_process.ts", import.meta.url));
const KEYS = 40;
const KILLS = 8;
const ROUNDS = 100;

await withRedis("killed readers of Redis", (url) => {
  Deno.test("whoever of a group is killed when, every key comes whole and in order", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    await using readers = mortalReaders(url, place.name);
    let published = 0;
    let isOver = false;

    async function publish(): Promise<void> {
      for (; !isOver; published++) {
        await bus.publish(
          Array.from({ length: KEYS }, (_, key) => lampLit(String(published), `key-${key}`)),
        );
        await systemPorts.clock.sleep(20);
      }
    }

    const publishing = publish();
    await until(async () => (await place.shares()).length === 3);
    for (let kills = 0; kills < KILLS || published < ROUNDS; kills++) {
      await systemPorts.clock.sleep(500 + 1000 * Math.random());
      await readers.killOne();
    }
    isOver = true;
    await publishing;
    await untilFinished(bus);

    const expected = Array.from({ length: published }, (_, n) => String(n));
    for (let key = 0; key < KEYS; key++) {
      const received = await place.redis.lrange(`{${place.name}}:test:key-${key}`, 0, -1);
      assertEquals([...new Set(received)], expected, `key-${key}`);
    }
  });
});

/** Three processes that read for a group, each with another in its place when it is killed. */
function mortalReaders(url: string, name: string) {
  const start = () =>
    spawn(Deno.execPath(), ["run", "-A", program, url, name], { stdio: "inherit" });
  const readers = [start(), start(), start()];

  async function kill(reader: ChildProcess | undefined): Promise<void> {
    if (reader === undefined) return;
    reader.kill("SIGKILL");
    await once(reader, "exit");
  }

  return {
    killOne: async () => {
      readers.push(start());
      await kill(readers.splice(Math.floor(Math.random() * 3), 1)[0]);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(readers.map(kill));
    },
  };
}
