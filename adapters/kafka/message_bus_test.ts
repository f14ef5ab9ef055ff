import { messageBusConformance } from "../conformance/mod.ts";
import { withKafka } from "./testdata/cluster.ts";
import { testPlace } from "./testdata/place.ts";
import { someAtATime } from "./testdata/some_at_a_time.ts";

await withKafka("the message bus kit on Kafka", ({ isReal }) =>
  messageBusConformance({
    test: someAtATime(),
    create: testPlace,
    capabilities: {
      unread: true,
      history: true,
      outages: isReal ? { missing: "a cluster of somebody else is not stopped" } : true,
      foreignClients: true,
      typesApart: { missing: "Kafka knows the type from the message alone" },
      sizeLimit: true,
      exactCounts: { missing: "Kafka counts the records of a topic, whatever their type" },
    },
  }));
