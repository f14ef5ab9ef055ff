import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { factory, value } from "../adapters/composition/binding.ts";
import { readConfig } from "../adapters/composition/config.ts";
import { LOG, SEND_EMAIL, STORE, USERS } from "../adapters/composition/tokens.ts";
import { memoryLog } from "../adapters/memory/log.ts";
import { memoryStore } from "../adapters/memory/store.ts";
import { randomIds } from "../adapters/system/chance.ts";
import { systemClock } from "../adapters/system/clock.ts";
import type { Store } from "../application/store/store.ts";
import { userRepository } from "../application/users/user_repository.ts";
import { createUsers } from "../application/users/users.ts";
import { CannotListen } from "./_serve.ts";
import { type OpenWebConfig, startWeb } from "./main_web.ts";
import { read as readFrom, write } from "./testdata/raw_http.ts";
import { pause, register } from "./testdata/register.ts";

const read = readConfig({ STORE_URL: "memory:", PORT: "0", ADMIN_TOKEN: "token" });
const config: OpenWebConfig = { ...read, web: { ...read.web, adminToken: "token" } };

describe("startWeb", () => {
  it("[F-12] stops in order: requests, subscriptions, resources", async () => {
    const happened: string[] = [];
    const mail = gate();
    const request = gate();
    const web = await startWeb(config, [
      value(LOG, memoryLog()),
      factory(STORE, "traced", {}, () => tracedStore(happened)),
      value(SEND_EMAIL, async () => {
        happened.push("mail begun");
        await mail.passed();
        happened.push("mail sent");
      }),
      factory(USERS, "slow to list", { store: STORE }, ({ store }) => {
        const ports = { store, clock: systemClock(), newId: randomIds(), random: Math.random };
        const users = createUsers({ ...ports, users: userRepository(ports) });
        return {
          ...users,
          list: async (query) => {
            await request.passed();
            // The application still works in full while a request is in flight.
            await users.register({ name: "Ada Lovelace", email: "ada@example.org" });
            await Promise.race([mail.reached, pause(1000)]);
            happened.push("request handled");
            return await users.list(query);
          },
        };
      }),
    ]);
    const listed = fetch(`${web.origin}/users`);
    await request.reached;

    const stopped = web.stop().then(() => happened.push("stopped"));
    await pause(50);
    request.open();
    await (await listed).body?.cancel();
    await pause(50);
    mail.open();
    await stopped;

    assertEquals(happened, [
      "mail begun",
      "request handled",
      "mail sent",
      "store closed",
      "stopped",
    ]);
  });

  it("[L-15] closes everything when it cannot listen", async () => {
    const happened: string[] = [];
    using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = other.addr;

    await assertRejects(() =>
      startWeb({ ...config, web: { ...config.web, port } }, [
        factory(STORE, "traced", {}, () => tracedStore(happened)),
      ]), CannotListen);

    assertEquals(happened, ["store closed"]);
  });

  it("[X-5] two applications in one process share nothing", async () => {
    const one = await startWeb(config);
    const other = await startWeb(config);

    await register(one.origin, "ada@example.org");

    assertEquals(await count(one.origin), 1);
    assertEquals(await count(other.origin), 0);
    await one.stop();
    assertEquals(await count(other.origin), 0);
    await other.stop();
  });

  for (
    const [host, status] of Object.entries({
      "localhost": 200,
      "127.0.0.1": 200,
      "[::1]": 200,
      "example.org": 421,
    })
  ) {
    it(`answers to ${host} with ${status}, unless told under which names it is called`, async () => {
      const web = await startWeb(config);

      assertEquals(await statusAs(host, web.origin), status);

      await web.stop();
    });
  }

  it("answers to the names of ALLOWED_HOSTS alone", async () => {
    const allowed = { ...config, web: { ...config.web, allowedHosts: ["shop.example.org"] } };
    const web = await startWeb(allowed);

    assertEquals(await statusAs("shop.example.org", web.origin), 200);
    assertEquals(await statusAs("localhost", web.origin), 421);

    await web.stop();
  });
});

function tracedStore(happened: string[]): Store {
  const store = memoryStore({ clock: systemClock(), newId: randomIds() });
  return {
    ...store,
    [Symbol.asyncDispose]: async () => {
      happened.push("store closed");
      await store[Symbol.asyncDispose]();
    },
  };
}

/** A place where somebody waits until it is opened. */
function gate() {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: opened.resolve,
    passed: async () => {
      reached.resolve();
      await opened.promise;
    },
  };
}

async function count(origin: string): Promise<number> {
  return (await (await fetch(`${origin}/users`)).json()).items.length;
}

/** `fetch` does not let anybody say under which name it calls. */
async function statusAs(host: string, origin: string): Promise<number> {
  const { hostname, port } = new URL(origin);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await write(connection, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const text = await readFrom(connection);
  return Number(text.split(" ")[1]);
}
