/** Which adapter stands behind each port. */

import type { AppContext } from "../app_env.ts";
import type { Wire } from "../services.ts";
import { type Column, ItemTable } from "./item_table.tsx";
import { renderPage } from "./layout.tsx";

/** Lists the ports. */
export function wiringPage(c: AppContext, items: readonly Wire[]): Promise<string> {
  const content = (
    <>
      <h1>Wiring</h1>
      <p class="lead">Which adapter stands behind each port. One URL changes one of them.</p>
      <ItemTable caption="Ports and adapters" items={items} columns={columns} />
    </>
  );
  return renderPage(c, "Wiring", content);
}

const columns: readonly Column<Wire>[] = [
  ["Port", ({ port }) => port],
  ["Adapter", ({ adapter }) => <code>{adapter}</code>],
  ["Detail", ({ detail = "–" }) => detail],
];
