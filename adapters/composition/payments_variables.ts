/** Who takes the money, as the variables say it. */

import { z } from "zod";
import type { PaymentsChoice } from "./config.ts";
import { portUrl } from "./port_url.ts";
import { payments } from "./schemes.ts";
import type { VariableReader } from "./variable_reader.ts";

/** Reads `PAYMENTS_URL` and, when it says so, the variables of Stripe. */
export function readPayments({ read, require }: VariableReader): PaymentsChoice | undefined {
  const scheme = read("PAYMENTS_URL", () => portUrl(payments));
  if (scheme !== "stripe") return scheme && { scheme };
  const secretKey = require("STRIPE_SECRET_KEY", secret, "with PAYMENTS_URL stripe:");
  const apiBase = read("STRIPE_API_BASE", origin);
  const webhookSecret = read("STRIPE_WEBHOOK_SECRET", secret);
  if (secretKey === undefined) return undefined;
  return {
    scheme,
    secretKey,
    ...(apiBase === undefined ? {} : { apiBase }),
    ...(webhookSecret === undefined ? {} : { webhookSecret }),
  };
}

/** Goes into a header, or signs one. */
function secret(): z.ZodType<string, string> {
  return z.string().regex(/^[\w.~+/=-]{1,256}$/, "must be letters, digits or any of -._~+/=");
}

/** The client takes no path, and sends its own credentials. */
function origin(): z.ZodType<string, string> {
  return z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  }, "must be https://host:port");
}
