/** How projections are doing, and the buttons that rebuild them. */

import type {
  ProjectionStatus,
  RebuildStatus,
} from "../../application/events/projection_status.ts";
import type { AppContext } from "../app_env.ts";
import { nameColumn, placeColumns, stateColumn } from "./follower_columns.tsx";
import type { Html } from "./html.ts";
import { type Column, ItemTable } from "./item_table.tsx";
import { renderPage } from "./layout.tsx";
import { StatusMark } from "./status_mark.tsx";

/** Lists all projections. */
export function projectionsPage(
  c: AppContext,
  items: readonly ProjectionStatus[],
): Promise<string> {
  const content = (
    <>
      <h1>Projections</h1>
      <p class="lead">
        Views folded from events. A rebuild folds them anew beside those that serve, and takes over
        once it has caught up.
      </p>
      {items.length === 0
        ? <p class="notice">None has ever run on this store.</p>
        : <ItemTable caption="Projections" items={items} columns={columns} />}
      <p>
        <a href="/admin/subscriptions">How everything that follows the log is doing</a>
      </p>
    </>
  );
  return renderPage(c, "Projections", content);
}

const columns: readonly Column<ProjectionStatus>[] = [
  nameColumn,
  stateColumn,
  ["Generation", ({ generation }) => generation],
  ...placeColumns,
  ["Rebuild", (status) => <Rebuild status={status} />],
];

function Rebuild({ status: { name, rebuild } }: { readonly status: ProjectionStatus }): Html {
  const isUnderWay = rebuild !== null && rebuild.halted === null;
  return (
    <>
      {rebuild && <Progress rebuild={rebuild} />}
      {isUnderWay || (
        <div class="actions">
          <form
            method="post"
            action={`/forms/operators/projections/${encodeURIComponent(name)}/rebuild`}
          >
            <button type="submit" class="secondary" aria-label={`Rebuild ${name}`}>Rebuild</button>
          </form>
        </div>
      )}
    </>
  );
}

function Progress(
  { rebuild: { generation, position, behind, halted } }: { readonly rebuild: RebuildStatus },
): Html {
  if (halted === null) return <>generation {generation} at {position}, {behind} to go</>;
  return (
    <>
      <StatusMark tone="bad" word="halted" /> at {halted.position}: {halted.error.message}
    </>
  );
}
