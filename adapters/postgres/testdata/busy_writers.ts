/** A process that appends with many writers, each to a stream of its own. */

import process from "node:process";
import { openPostgres, postgresStore } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

const [, , url = "", schema = "", name = "", writers = "", appends = ""] = process.argv;
await using opened = await openPostgres(url);
await using store = await postgresStore(opened.client, systemPorts, { schema });

await Promise.all(
  Array.from({ length: Number(writers) }, async (_, writer) => {
    for (let version = 0; version < Number(appends); version++) {
      const events = [{ type: "Written", data: { version } }];
      await store.commit({
        appends: [{ stream: `${name}-${writer}`, expect: version, events }],
      });
    }
  }),
);
