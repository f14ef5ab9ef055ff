/** What follows from events outside, as mails do: over the log, or over the message bus. */

import type { Subscription } from "../../application/events/subscription.ts";
import { reactionWays } from "../../application/messaging/reaction.ts";
import { orderNotices } from "../../application/orders/order_notices.ts";
import { welcomeMail } from "../../application/users/send_welcome_mail.ts";
import { type Binding, factory } from "./binding.ts";
import { topicsOf } from "./channels.ts";
import type { MessagingConfig } from "./config.ts";
import { NOTIFY_CUSTOMER, ORDER_REPOSITORY, REACTIONS, SEND_EMAIL, STORE } from "./tokens.ts";

/** Binds the reactions, each on both its ways. */
export function reactionsFactory({ source }: Pick<MessagingConfig, "source">): readonly Binding[] {
  const needs = {
    store: STORE,
    sendEmail: SEND_EMAIL,
    orders: ORDER_REPOSITORY,
    notifyCustomer: NOTIFY_CUSTOMER,
  };
  return [
    factory(REACTIONS, "those of users and orders", needs, (ports) => {
      const bothWays = (subscription: Subscription) =>
        reactionWays(ports, {
          subscription,
          topics: topicsOf(subscription.types === "*" ? [] : subscription.types),
          source,
        });
      return [bothWays(welcomeMail(ports)), bothWays(orderNotices(ports))];
    }),
  ];
}
