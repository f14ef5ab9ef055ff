import { messageBusConformance } from "../conformance/mod.ts";
import { findNatsProgram, startNats } from "./testdata/nats_process.ts";
import { testPlace } from "./testdata/place.ts";
import { withNats } from "./testdata/server.ts";

await withNats("the message bus kit on NATS", (url) => {
  const found = findNatsProgram();
  messageBusConformance({
    test: Deno.test,
    create: async ({ outages }) => {
      if (!outages || "missing" in found) return await testPlace(url);
      const broker = await startNats(found.program);
      const place = await testPlace(broker.url, { deadline: 2000 });
      return {
        ...place,
        broker,
        [Symbol.asyncDispose]: async () => {
          await place[Symbol.asyncDispose]();
          await broker[Symbol.asyncDispose]();
        },
      };
    },
    capabilities: {
      unread: true,
      history: true,
      outages: "missing" in found ? found : true,
      foreignClients: true,
      typesApart: true,
      sizeLimit: true,
      exactCounts: true,
    },
  });
});
