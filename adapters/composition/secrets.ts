/** The secrets of a configuration. */

import type { Config } from "./config.ts";

/** Tells what no log may say, however it got there. */
export function secretsOf(
  { web: { adminToken }, mail, payments, catalog }: Config,
): readonly string[] {
  const password = mail.scheme === "smtp" ? URL.parse(mail.url)?.password ?? "" : "";
  const stripe = payments.scheme === "stripe" ? payments : undefined;
  return [
    adminToken ?? "",
    password,
    decodeURIComponent(password),
    stripe?.secretKey ?? "",
    stripe?.webhookSecret ?? "",
    catalog.scheme === "remote" ? catalog.token : "",
  ];
}
