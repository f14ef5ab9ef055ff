/** What an order caused outside: payments and mails. */

import type { KeptMail } from "../../application/mail/kept_mail.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { OrderConsequences } from "../order_views.ts";
import type { KeptMovement, KeptPayment } from "../services.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { MailItem } from "./mail_item.tsx";
import { StatusMark, type Tone } from "./status_mark.tsx";
import { Time } from "./time.tsx";

/** Shows to operators the gateway's books and the mails; to others, that they are for operators. */
export function OrderConsequencesPart(
  { followed }: { readonly followed: OrderConsequences | undefined },
): Html {
  if (followed === undefined) {
    return (
      <p>
        The payment and the mails are for operators. Open the link that the server printed when it
        started, then load this page again.
      </p>
    );
  }
  return (
    <>
      <h3>In the gateway's books</h3>
      <Payments payments={followed.payments} />
      <h3>Mails</h3>
      <Mails mails={followed.mails} />
    </>
  );
}

function Payments({ payments }: { readonly payments: OrderConsequences["payments"] }): Html {
  if (payments === undefined) {
    return <p class="notice">They are kept at the gateway, and cannot be shown here.</p>;
  }
  if (payments.length === 0) return <p class="notice">Nothing: no payment was begun.</p>;
  return (
    <DataTable caption="Payments" columns={["Payment", "Attempt", "Status", "Taken", "Given back"]}>
      {payments.map((payment) => <PaymentRow key={payment.id} payment={payment} />)}
    </DataTable>
  );
}

function PaymentRow({ payment }: { readonly payment: KeptPayment }): Html {
  const { id, attempt, status, reason, charges, refunds } = payment;
  return (
    <Row>
      <Cell of="Payment">
        <code>{id}</code>
      </Cell>
      <Cell of="Attempt">{attempt}</Cell>
      <Cell of="Status">
        <StatusMark tone={tones[status]} word={status} /> {reason}
      </Cell>
      <Cell of="Taken">
        <Movements movements={charges} />
      </Cell>
      <Cell of="Given back">
        <Movements movements={refunds} />
      </Cell>
    </Row>
  );
}

const tones: Readonly<Record<KeptPayment["status"], Tone>> = {
  begun: "quiet",
  processing: "quiet",
  taken: "good",
  declined: "bad",
  cancelled: "quiet",
  refunded: "quiet",
};

function Movements({ movements }: { readonly movements: readonly KeptMovement[] }): Html {
  if (movements.length === 0) return <>nothing</>;
  return (
    <>
      {movements.map(({ id, amount, at }) => (
        <div key={id}>
          <span class="amount">{formatMoney(amount)}</span>
          <span class="quiet">
            , <Time at={at} />
          </span>
        </div>
      ))}
    </>
  );
}

function Mails({ mails }: { readonly mails: readonly KeptMail[] | undefined }): Html {
  if (mails === undefined) {
    return <p class="notice">Mail is sent on and not kept here, so it cannot be shown.</p>;
  }
  if (mails.length === 0) return <p class="notice">None.</p>;
  return <>{mails.map((mail) => <MailItem key={mail.id} mail={mail} />)}</>;
}
