import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { drain } from "../../application/events/drain.ts";
import { MailUnavailable, type SendEmail } from "../../application/mail/send_email.ts";
import { EmailTaken } from "../../domain/users/errors.ts";
import { value } from "./binding.ts";
import { compose } from "./compose.ts";
import { readConfig } from "./config.ts";
import { SEND_EMAIL } from "./tokens.ts";

const inMemory = readConfig({ STORE_URL: "memory:" });
const ada = { name: "Ada Lovelace", email: "ada@example.org" };
const down: SendEmail = ({ to }) => Promise.reject(new MailUnavailable(to, "no connection"));

describe("the application", () => {
  it("[L-2] registers while mail is down", async () => {
    await using application = await compose(inMemory, [value(SEND_EMAIL, down)]);

    const { id } = await application.users.register(ada);
    await drain(application.ports, application.subscriptions);

    assertEquals((await application.users.get({ id })).status, "active");
  });

  it("[L-2] sends one mail to who has registered, and none to who was refused", async () => {
    const sent: string[] = [];
    const noted: SendEmail = ({ text }) =>
      Promise.resolve(void sent.push(text.split("\n")[0] ?? ""));
    await using application = await compose(inMemory, [value(SEND_EMAIL, noted)]);

    await application.users.register(ada);
    await assertRejects(() => application.users.register({ ...ada, name: "Eve" }), EmailTaken);
    assertEquals(sent, []);
    await drain(application.ports, application.subscriptions);

    assertEquals(sent, ["Hello Ada Lovelace,"]);
  });

  it("[H-2] confirms an order and takes its money once while mail is down", async () => {
    await using application = await compose(inMemory, [value(SEND_EMAIL, down)]);
    const { catalog, orders, ports, subscriptions, readLedger } = application;
    await catalog.loadDemo();
    const { id } = await orders.place({ customerId: "customer123" });
    await orders.addItem({ id, productId: "prod1", quantity: 1 });

    await orders.confirm({ id, paymentMethod: "pm_card_visa" });
    await drain(ports, subscriptions);

    const answer = await orders.awaitSettled({ id });
    const books = (await readLedger?.({ limit: 10 }))?.items;
    assertEquals(answer.status, "confirmed");
    assertEquals(books?.map(({ order, charges, refunds }) => [order, charges.length, refunds]), [
      [id, 1, []],
    ]);
  });
});
