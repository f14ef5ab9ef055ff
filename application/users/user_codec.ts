/** The events of users, to and from the log. */

import { z } from "zod";
import type {
  UserChanged,
  UserDeactivated,
  UserEvent,
  UserRegistered,
} from "../../domain/users/user.ts";
import { type EventCodec, eventCodec } from "../events/codec.ts";

const registered = z.object({ userId: z.string(), name: z.string(), email: z.string() });
const changed = registered.partial({ name: true, email: true });
const deactivated = z.object({ userId: z.string() });

/** Encodes and decodes {@linkcode UserEvent}; see there what each event says. */
export const userCodec: EventCodec<UserEvent> = eventCodec<UserEvent>({
  UserRegistered: {
    version: 1,
    parse: (data) => registered.parse(data) as UserRegistered["data"],
  },
  UserChanged: {
    version: 1,
    parse: (data) => changed.parse(data) as UserChanged["data"],
  },
  UserDeactivated: {
    version: 1,
    parse: (data) => deactivated.parse(data) as UserDeactivated["data"],
  },
});
