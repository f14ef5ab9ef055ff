/** Which events are told on the message bus, and on which channel: that of their context. */

import { accountCodec } from "../../application/accounts/account_codec.ts";
import { productCodec } from "../../application/catalog/product_codec.ts";
import { type ChannelOf, channelsOf } from "../../application/messaging/event_message.ts";
import { orderCodec } from "../../application/orders/order_codec.ts";
import { userCodec } from "../../application/users/user_codec.ts";

const types = {
  users: userCodec.types,
  catalog: productCodec.types,
  orders: orderCodec.types,
  accounts: accountCodec.types,
};

/** Gives the channel of an event; what operators do stays here. */
export const channelOf: ChannelOf = channelsOf(types);

/** Names where events of some types are told: `users.UserRegistered`. */
export function topicsOf(wanted: readonly string[]): readonly string[] {
  return Object.entries(types).flatMap(([channel, known]) =>
    known.filter((type) => wanted.includes(type)).map((type) => `${channel}.${type}`)
  );
}
