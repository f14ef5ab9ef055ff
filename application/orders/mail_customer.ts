/** The NotifyCustomer port, by e-mail. */

import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { CustomerId } from "../../domain/orders/customer_id.ts";
import type { CancelledOrder, Order } from "../../domain/orders/order.ts";
import { lineTotal, totalOf } from "../../domain/orders/order_item.ts";
import type { SendEmail } from "../mail/send_email.ts";
import type { FindCustomerAddress, NoticeContext, NotifyCustomer } from "./ports.ts";

/** What writing to customers needs. */
export interface MailCustomerPorts {
  readonly sendEmail: SendEmail;
  readonly findCustomerAddress: FindCustomerAddress;
}

interface Mail {
  readonly subject: string;
  readonly text: string;
}

/**
 * Writes to customers about their orders. Who has no address is not written to. A mail stands only
 * on what does not change in such an order any more, so it is the same when it is sent again.
 *
 * @example
 * ```ts
 * import { addressInCustomerId, mailCustomer } from "@portico/core";
 * import { consoleSendEmail } from "@portico/core/console";
 *
 * const notifyCustomer = mailCustomer({
 *   sendEmail: consoleSendEmail(),
 *   findCustomerAddress: addressInCustomerId,
 * });
 * ```
 */
export function mailCustomer(
  { sendEmail, findCustomerAddress }: MailCustomerPorts,
): NotifyCustomer {
  async function write(
    { id, customerId }: Order,
    mail: Mail,
    { idempotencyKey, signal }: NoticeContext,
  ): Promise<void> {
    const to = await findCustomerAddress(customerId);
    if (to !== undefined) await sendEmail({ to, ...mail, about: id, idempotencyKey }, signal);
  }

  return {
    confirmed: (order, context) => write(order, confirmation(order), context),
    cancelled: (order, context) => write(order, cancellation(order), context),
  };
}

/**
 * Takes a customer id that is an e-mail address as the address. Any other customer gets one at
 * `customers.invalid`, a domain that never exists: a mailbox shows such mails, and no mail server
 * delivers them to a stranger.
 *
 * @example
 * ```ts
 * import { addressInCustomerId, parseCustomerId } from "@portico/core";
 *
 * await addressInCustomerId(parseCustomerId("ada@example.org")); // "ada@example.org"
 * await addressInCustomerId(parseCustomerId("customer456")); // "customer456@customers.invalid"
 * ```
 */
export function addressInCustomerId(customer: CustomerId): Promise<string> {
  if (LOOKS_LIKE_ADDRESS.test(customer)) return Promise.resolve(customer);
  const name = customer.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 64);
  return Promise.resolve(`${name === "" ? "customer" : name}@customers.invalid`);
}

const LOOKS_LIKE_ADDRESS = /^[^\s@<>(),;:"\\[\]]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

function confirmation(order: Order): Mail {
  const lines = order.items.map((item) =>
    `${item.quantity} x ${item.name}: ${formatMoney(lineTotal(item))}`
  );
  const text = ["Hello,", "", `your order ${order.id} is confirmed:`, "", ...lines];
  const total = `Total, paid: ${formatMoney(totalOf(order))}`;
  return { subject: `Order ${order.id} is confirmed`, text: [...text, "", total, ""].join("\n") };
}

function cancellation(order: CancelledOrder): Mail {
  const money = order.refund === undefined
    ? "Nothing is charged for it; should money have been taken, it goes back to you."
    : `All of your money goes back to you: ${formatMoney(totalOf(order))}.`;
  const text = ["Hello,", "", `your order ${order.id} is cancelled.`, money, ""].join("\n");
  return { subject: `Order ${order.id} is cancelled`, text };
}
