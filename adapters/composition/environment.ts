/** What the variables of the environment may say. */

import { z } from "zod";
import type { Issue } from "../../domain/kernel/errors.ts";
import { parseSender } from "../smtp/sender.ts";
import { parseServerUrl } from "../smtp/server_url.ts";
import type { Environment, MailChoice, StoreChoice } from "./config.ts";
import { bare, portUrl, type Schemes } from "./port_url.ts";
import { parsePostgresUrl } from "./postgres_url.ts";

const postgres = {
  form: "postgres://user:password@host:port/database",
  read: (_: string, url: string): StoreChoice => ({ scheme: "postgres", ...parsePostgresUrl(url) }),
};

const stores: Schemes<StoreChoice> = {
  memory: bare("memory", { scheme: "memory" }),
  sqlite: {
    form: "sqlite:PATH",
    read: (path) => path === "" ? undefined : { scheme: "sqlite", path },
  },
  "deno-kv": {
    form: "deno-kv:PATH",
    read: (path) => path === "" ? { scheme: "deno-kv" } : { scheme: "deno-kv", path },
  },
  postgres,
  postgresql: postgres,
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

const hostName = /^[^\s/@?#,]+$/;

/** What the variables say; `undefined` where one is not set. */
export interface Variables {
  readonly STORE_URL: StoreChoice | undefined;
  readonly MAIL_URL: MailChoice | undefined;
  readonly HOST: string | undefined;
  readonly PORT: number | undefined;
  readonly ALLOWED_HOSTS: readonly string[] | undefined;
  readonly WORKER: "inside" | "outside" | undefined;
  readonly ADMIN_TOKEN: string | undefined;
}

/**
 * Reads the variables of an application and lists everything that is wrong with them; others are the
 * business of others, and empty ones are not set.
 */
export function readVariables(
  environment: Environment,
): { readonly variables: Variables; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];

  // Schemas are made for what is set: making them all would take longer than reading.
  function read<Value>(name: string, schema: () => z.ZodType<Value, string>): Value | undefined {
    const text = environment[name];
    if (text === undefined || text === "") return undefined;
    const { data, error } = schema().safeParse(text);
    for (const { message } of error?.issues ?? []) issues.push({ path: name, message });
    return data;
  }

  const STORE_URL = read("STORE_URL", () => portUrl(stores));
  read("BUS_URL", () => unset("no message bus"));
  const MAIL_URL = read("MAIL_URL", () => portUrl(mails));
  read("PAYMENTS_URL", () => portUrl(payments));
  read("CATALOG_URL", () => unset("no other catalogue"));
  const HOST = read("HOST", host);
  const PORT = read("PORT", port);
  const ALLOWED_HOSTS = read("ALLOWED_HOSTS", hosts);
  const WORKER = read("WORKER", worker);
  const ADMIN_TOKEN = read("ADMIN_TOKEN", token);
  if (WORKER === "outside" && STORE_URL?.scheme === "memory") {
    const message = "cannot be outside with STORE_URL memory:, which no other process sees";
    issues.push({ path: "WORKER", message });
  }
  return {
    variables: { STORE_URL, MAIL_URL, HOST, PORT, ALLOWED_HOSTS, WORKER, ADMIN_TOKEN },
    issues,
  };
}

function host(): z.ZodType<string, string> {
  return z.string().regex(hostName, "must be a host name or an address")
    .transform((name) => name.replace(/^\[(.*)\]$/, "$1"));
}

function hosts(): z.ZodType<readonly string[], string> {
  return z.string()
    .transform((text) => text.split(",").map((name) => name.trim()).filter((name) => name !== ""))
    .refine(
      (names) => names.every((name) => hostName.test(name)),
      "must be host names with commas",
    );
}

function port(): z.ZodType<number, string> {
  const message = "must be a whole number from 0 to 65535";
  return z.string().regex(/^\d{1,5}$/, message).transform(Number)
    .refine((number) => number <= 65_535, message);
}

function worker(): z.ZodType<"inside" | "outside", string> {
  return z.string().pipe(z.enum(["inside", "outside"], "must be inside or outside"));
}

/** Goes into a header, a cookie and a link. */
function token(): z.ZodType<string, string> {
  return z.string().regex(/^[\w.~+/=-]{1,256}$/, "must be letters, digits or any of -._~+/=");
}

function unset(what: string): z.ZodType<never, string> {
  return z.string().pipe(z.never(`must be unset: ${what} is supported yet`));
}
