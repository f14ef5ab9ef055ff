import { messageBusConformance } from "../conformance/mod.ts";
import { missingServer } from "./testdata/own_server.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";

const cannotStart = missingServer();

await withRedis("the message bus kit on Redis", (url) =>
  messageBusConformance({
    test: Deno.test,
    create: ({ outages }) => testPlace(outages ? undefined : url),
    capabilities: {
      unread: true,
      history: true,
      outages: cannotStart === undefined ? true : { missing: cannotStart },
      foreignClients: true,
      typesApart: true,
      sizeLimit: true,
      exactCounts: true,
    },
  }));
