/** Which adapter stands behind each port. */

import type { AppContext } from "../app_env.ts";
import type { Wire } from "../services.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import { renderPage } from "./layout.tsx";

/** Lists the ports. */
export function wiringPage(c: AppContext, items: readonly Wire[]): Promise<string> {
  const content = (
    <>
      <h1>Wiring</h1>
      <p class="lead">Which adapter stands behind each port. One URL changes one of them.</p>
      <DataTable caption="Ports and adapters" columns={["Port", "Adapter", "Detail"]}>
        {items.map(({ port, adapter, detail = "–" }) => (
          <Row key={port}>
            <Cell of="Port">{port}</Cell>
            <Cell of="Adapter">
              <code>{adapter}</code>
            </Cell>
            <Cell of="Detail">{detail}</Cell>
          </Row>
        ))}
      </DataTable>
    </>
  );
  return renderPage(c, "Wiring", content);
}
