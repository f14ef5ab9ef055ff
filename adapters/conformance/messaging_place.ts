/** What the messaging kit needs: a store and a bus, each opened as often as there are processes. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Store } from "../../application/store/store.ts";

/** A fresh, empty store and a fresh, empty broker. */
export interface MessagingPlace extends AsyncDisposable {
  /** Opens the store as another process would. */
  readonly openStore: () => Promise<Store>;
  /** Opens the bus as another process would. */
  readonly openBus: () => Promise<MessageBus>;
}
