/** Tables with a row for each of some things. */

import type { Child } from "hono/jsx";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";

/** The name of a column, and what it shows of a thing. */
export type Column<Item> = readonly [name: string, show: (item: Item) => Child];

/** What a table shows of each thing. */
export interface ItemTableProps<Item> {
  /** Read out before the table. */
  readonly caption: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
}

/** Shows things under named columns. */
export function ItemTable<Item>({ caption, items, columns }: ItemTableProps<Item>): Html {
  return (
    <DataTable caption={caption} columns={columns.map(([name]) => name)}>
      {items.map((item) => (
        <Row>
          {columns.map(([name, show]) => <Cell key={name} of={name}>{show(item)}</Cell>)}
        </Row>
      ))}
    </DataTable>
  );
}
