import { messageBusConformance } from "../conformance/mod.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";

const later = { missing: "not there yet" };

await withRedis("the message bus kit on Redis", (url) =>
  messageBusConformance({
    test: Deno.test,
    create: async () => {
      const place = await testPlace(url);
      return {
        open: () => place.open(),
        largestMessage: 2 ** 20,
        [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
      };
    },
    capabilities: {
      unread: true,
      history: true,
      outages: later,
      foreignClients: later,
      typesApart: { missing: "Redis knows the type from the message alone" },
      sizeLimit: true,
      exactCounts: { missing: "Redis counts the entries of a stream, whatever their type" },
    },
  }));
