/** How projections are doing, and the buttons that rebuild them. */

import type {
  ProjectionStatus,
  RebuildStatus,
} from "../../application/events/projection_status.ts";
import type { AppContext } from "../app_env.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { StatusMark, type Tone } from "./status_mark.tsx";

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
      {items.length === 0 ? <p class="notice">None has ever run on this store.</p> : (
        <DataTable
          caption="Projections"
          columns={["Name", "State", "Generation", "Position", "Behind", "Rebuild"]}
        >
          {items.map((status) => <StatusRow key={status.name} status={status} />)}
        </DataTable>
      )}
      <p>
        <a href="/admin/subscriptions">How everything that follows the log is doing</a>
      </p>
    </>
  );
  return renderPage(c, "Projections", content);
}

function StatusRow({ status }: { readonly status: ProjectionStatus }): Html {
  return (
    <Row>
      <Cell of="Name">
        <code>{status.name}</code>
      </Cell>
      <Cell of="State">
        <State status={status} />
      </Cell>
      <Cell of="Generation">{status.generation}</Cell>
      <Cell of="Position">{status.position}</Cell>
      <Cell of="Behind">{status.behind}</Cell>
      <Cell of="Rebuild">
        <Rebuild status={status} />
      </Cell>
    </Row>
  );
}

function State({ status: { state, halted } }: { readonly status: ProjectionStatus }): Html {
  const why = halted && `at ${halted.position}: ${halted.error.message}`;
  return (
    <>
      <StatusMark tone={tones[state]} word={state} /> {why}
    </>
  );
}

const tones: Readonly<Record<ProjectionStatus["state"], Tone>> = {
  running: "good",
  stopped: "quiet",
  halted: "bad",
};

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
