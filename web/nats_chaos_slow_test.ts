import { natsMessageBus, openNats } from "../adapters/nats/mod.ts";
import { findNatsProgram, startNats } from "../adapters/nats/testdata/nats_process.ts";
import { withPostgres } from "../adapters/postgres/testdata/server.ts";
import { systemPorts } from "../adapters/testdata/system_ports.ts";
import { withFound } from "../adapters/testdata/with_found.ts";
import { tradeThroughChaos } from "./testdata/broker_chaos.ts";

await withPostgres(
  "chaos over NATS",
  (server) =>
    withFound("chaos over NATS", findNatsProgram(), ({ program }) => {
      Deno.test("[F-4] over NATS nobody is left without a mail, whatever is killed when", async () => {
        await using nats = await startNats(program);
        await using opened = await openNats(nats.url);
        await using bus = await natsMessageBus(opened.client, systemPorts);
        await tradeThroughChaos({ ...nats, groups: bus.groups }, server);
      });
    }),
);
