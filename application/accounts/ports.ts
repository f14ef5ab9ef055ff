/** What the use cases of accounts stand on. */

import type { Store } from "../store/store.ts";
import type { UnitOfWorkPorts } from "../store/unit_of_work.ts";
import type { AccountStreams } from "./account_streams.ts";

/** What changing accounts needs. */
export interface ChangeAccountPorts extends UnitOfWorkPorts {
  readonly streams: AccountStreams;
}

/** What reading the truth about accounts needs. */
export interface ReadAccountPorts {
  readonly store: Store;
  readonly streams: AccountStreams;
}
