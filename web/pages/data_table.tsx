/** Tables that become cards where the screen is narrow. */

import type { Child } from "hono/jsx";
import type { Html } from "./html.ts";

/** What a table shows. */
export interface DataTableProps {
  /** Read out before the table. */
  readonly caption: string;
  readonly columns: readonly string[];
  readonly children: Child;
}

/** Shows rows under named columns; the roles stay when the table is laid out as cards. */
export function DataTable({ caption, columns, children }: DataTableProps): Html {
  return (
    <table role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((name) => <th key={name} role="columnheader" scope="col">{name}</th>)}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

/** Shows one row of {@linkcode DataTable}. */
export function Row({ children }: { readonly children: Child }): Html {
  return <tr role="row">{children}</tr>;
}

/** Shows one cell, under the name of its column. */
export function Cell(
  { of, children }: { readonly of: string; readonly children: Child },
): Html {
  return (
    <td role="cell" data-label={of}>
      <div>{children}</div>
    </td>
  );
}
