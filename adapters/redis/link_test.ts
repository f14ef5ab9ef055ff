import { assert, assertEquals, assertRejects } from "@std/assert";
import { BusClosed, BusUnavailable } from "../../application/messaging/message_bus.ts";
import { Link } from "./link.ts";
import type { RedisConnection } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";

/** Opens a link over a connection that never changes. */
function linkOver(
  status: string,
  callBuffer: RedisConnection["callBuffer"] = () => Promise.resolve(null),
): Link {
  const connection: RedisConnection = {
    status,
    callBuffer,
    on: (event, listener) => {
      if (event === "end") listener();
    },
    disconnect: () => {},
  };
  return new Link({ duplicate: () => connection }, systemPorts.clock, {
    deadline: 200,
    silence: 100,
  });
}

Deno.test("Link leaves room for others while a connection is gone and nobody has seen it", async () => {
  let calls = 0;
  await using link = linkOver("ready", () => {
    calls++;
    return Promise.reject(new Error("Stream isn't writeable"));
  });

  await assertRejects(() => link.ask(["PING"]), BusUnavailable);

  assert(calls > 1 && calls < 50, `${calls} calls`);
});

Deno.test("Link waits for a connection until the deadline, or until it is closed", async () => {
  const link = linkOver("connecting");

  await assertRejects(() => link.ask(["PING"]), BusUnavailable);
  const asking = assertRejects(() => link.ask(["PING"], 600_000), BusClosed);
  await link[Symbol.asyncDispose]();
  await asking;
});

Deno.test("Link hands on what the server refuses, and asks again what may change", async () => {
  const refusals = ["LOADING Redis is loading", "ERR no such thing"];
  await using link = linkOver("ready", () => {
    const error = new Error(refusals.shift());
    error.name = "ReplyError";
    return Promise.reject(error);
  });

  await assertRejects(() => link.ask(["PING"]), Error, "ERR no such thing");
  assertEquals(refusals, []);
});
