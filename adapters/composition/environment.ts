/** What the variables of the environment may say. */

import { z } from "zod";
import type { Issue } from "../../domain/kernel/errors.ts";
import { parseSender } from "../smtp/sender.ts";
import { parseServerUrl } from "../smtp/server_url.ts";
import type { Environment, MailChoice, StoreChoice } from "./config.ts";
import { bare, portUrl, type Schemes } from "./port_url.ts";

const stores: Schemes<StoreChoice> = {
  memory: bare("memory", { scheme: "memory" }),
  sqlite: {
    form: "sqlite:PATH",
    read: (path) => path === "" ? undefined : { scheme: "sqlite", path },
  },
};

const smtp = {
  form: "smtp://user:password@host:port",
  read: (_: string, url: string): MailChoice => {
    const { host, port, from } = parseServerUrl(url);
    if (from !== undefined) parseSender(from);
    return { scheme: "smtp", url, server: `${host}:${port}` };
  },
};

const mails: Schemes<MailChoice> = {
  mailbox: bare("mailbox", { scheme: "mailbox" }),
  console: bare("console", { scheme: "console" }),
  smtp,
  smtps: { ...smtp, form: "smtps://user:password@host:port" },
};

const payments: Schemes<"simulated"> = { simulated: bare("simulated", "simulated") };

const notAPort = "must be a whole number from 0 to 65535";
const port = z.string().regex(/^\d{1,5}$/, notAPort).transform(Number)
  .refine((number) => number <= 65_535, notAPort);

const hostName = /^[^\s/@?#,]+$/;
const host = z.string().regex(hostName, "must be a host name or an address")
  .transform((name) => name.replace(/^\[(.*)\]$/, "$1"));

const hosts = z.string()
  .transform((text) => text.split(",").map((name) => name.trim()).filter((name) => name !== ""))
  .refine((names) => names.every((name) => hostName.test(name)), "must be host names with commas");

/** Goes into a header, a cookie and a link. */
const token = z.string().regex(/^[\w.~+/=-]{1,256}$/, "must be letters, digits or any of -._~+/=");

/** Reads the variables of an application; others are the business of others. */
export const environment = z.object({
  STORE_URL: portUrl(stores).optional(),
  BUS_URL: unset("no message bus"),
  MAIL_URL: portUrl(mails).optional(),
  PAYMENTS_URL: portUrl(payments).optional(),
  CATALOG_URL: unset("no other catalogue"),
  HOST: host.optional(),
  PORT: port.optional(),
  ALLOWED_HOSTS: hosts.optional(),
  WORKER: z.enum(["inside", "outside"], { error: "must be inside or outside" }).optional(),
  ADMIN_TOKEN: token.optional(),
});

/** Says what variables that are right by themselves cannot say together. */
export function contradictions({ WORKER, STORE_URL }: Environment): readonly Issue[] {
  if (WORKER !== "outside" || !/^memory:/i.test(STORE_URL ?? "")) return [];
  const message = "cannot be outside with STORE_URL memory:, which no other process sees";
  return [{ path: "WORKER", message }];
}

function unset(what: string) {
  return z.undefined({ error: `must be unset: ${what} is supported yet` }).optional();
}
