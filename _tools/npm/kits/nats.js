/** The message bus over NATS of the installed package, where a server answers. */

import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { partitionOf } from "@portico/core";
import { messageBusConformance } from "@portico/core/conformance";
import { natsMessageBus, openNats } from "@portico/core/nats";
import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
import { registerMissing } from "./missing_service.js";
import { startServer } from "./own_server.js";

const ports = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

/** Registers the kit at the server that the tests use; outages are tried with servers of its own. */
export async function registerNats(test) {
  const { url, missing } = await findServer();
  if (url === undefined) return registerMissing(test, "nats", missing);
  const { error } = spawnSync("nats-server", ["--version"]);
  messageBusConformance({
    test,
    create: ({ outages }) => natsPlace(outages ? undefined : url),
    capabilities: {
      unread: true,
      history: true,
      outages: error ? { missing: `nats-server cannot be started (${error.message})` } : true,
      foreignClients: true,
      typesApart: true,
      sizeLimit: true,
      exactCounts: true,
    },
  });
}

async function findServer() {
  const url = process.env.TEST_NATS_URL || "nats://127.0.0.1:4222";
  try {
    const opened = await openNats(url);
    await ask(opened, "INFO").finally(() => opened[Symbol.asyncDispose]());
    return { url };
  } catch (error) {
    return { missing: `no NATS server with JetStream answers at ${url} (${error.message})` };
  }
}

async function ask({ client }, operation, question) {
  const payload = question === undefined ? "" : JSON.stringify(question);
  const options = { timeout: 5000 };
  const { data } = await client.connection.request(`$JS.API.${operation}`, payload, options);
  return JSON.parse(Buffer.from(data).toString());
}

/** Gives a stream of its own at a server, or at one that is started for it when none is told. */
async function natsPlace(told) {
  const broker = told ? undefined : await startNats();
  const url = told ?? `nats://127.0.0.1:${broker.port}`;
  const name = `kit-${crypto.randomUUID()}`;
  const settings = { name, ackWait: 3000, closeWithin: 1000, ...told ? {} : { deadline: 2000 } };
  const foreign = await openNats(url);
  const opened = [foreign];
  return {
    open: async () => {
      const next = await openNats(url);
      opened.push(next);
      return await natsMessageBus(next.client, ports, settings);
    },
    foreign: {
      put: async ({ channel, key, type, bytes }) => {
        const lane = String(partitionOf(key, 16)).padStart(2, "0");
        const subject = `${name}.${channel}.${lane}.${type}`;
        await foreign.client.connection.request(subject, bytes, { timeout: 5000 });
      },
      read: (channel) => readAll(foreign, name, channel),
    },
    broker,
    largestMessage: foreign.client.connection.info.max_payload - 300,
    [Symbol.asyncDispose]: async () => {
      if (told) await ask(foreign, `STREAM.DELETE.${name}`);
      for (const each of opened) await each[Symbol.asyncDispose]();
      await broker?.[Symbol.asyncDispose]();
    },
  };
}

async function readAll(opened, name, channel) {
  const { state } = await ask(opened, `STREAM.INFO.${name}`);
  const found = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const { message } = await ask(opened, `STREAM.MSG.GET.${name}`, { seq });
    if (message?.subject.startsWith(`${name}.${channel}.`)) {
      found.push(Buffer.from(message.data, "base64"));
    }
  }
  return found;
}

function startNats() {
  return startServer(
    "nats-server",
    (port, folder) => ["-a", "127.0.0.1", "-p", port, "-js", "-sd", folder],
    async (port) => {
      for (;;) {
        const opened = await openNats(`nats://127.0.0.1:${port}`).catch(() => undefined);
        if (opened) return await opened[Symbol.asyncDispose]();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  );
}
