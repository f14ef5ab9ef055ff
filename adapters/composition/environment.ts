/** What the variables of the environment may say. */

import { z } from "zod";
import type { Issue } from "../../domain/kernel/errors.ts";
import type { Way } from "../../application/messaging/reaction_turns.ts";
import type {
  BusChoice,
  CatalogChoice,
  Environment,
  MailChoice,
  PaymentsChoice,
  StoreChoice,
} from "./config.ts";
import { readPayments } from "./payments_variables.ts";
import { portUrl } from "./port_url.ts";
import { buses, catalogs, mails, stores } from "./schemes.ts";
import { variableReader } from "./variable_reader.ts";

const hostName = /^[^\s/@?#,]+$/;

/** What the variables say; `undefined` where one is not set. */
export interface Variables {
  readonly STORE_URL: StoreChoice | undefined;
  readonly MAIL_URL: MailChoice | undefined;
  readonly PAYMENTS_URL: PaymentsChoice | undefined;
  readonly CATALOG_URL: CatalogChoice | undefined;
  readonly BUS_URL: BusChoice | undefined;
  readonly BUS_SOURCE: string | undefined;
  readonly REACTIONS: Way | undefined;
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
  const reader = variableReader(environment);
  const { read, refuse, issues } = reader;
  const STORE_URL = read("STORE_URL", () => portUrl(stores));
  const BUS_URL = read("BUS_URL", () => portUrl(buses));
  const variables = {
    STORE_URL,
    MAIL_URL: read("MAIL_URL", () => portUrl(mails)),
    PAYMENTS_URL: readPayments(reader),
    CATALOG_URL: read("CATALOG_URL", () => portUrl(catalogs)),
    BUS_URL,
    BUS_SOURCE: read("BUS_SOURCE", source),
    REACTIONS: read("REACTIONS", reactions),
    HOST: read("HOST", host),
    PORT: read("PORT", port),
    ALLOWED_HOSTS: read("ALLOWED_HOSTS", hosts),
    WORKER: read("WORKER", worker),
    ADMIN_TOKEN: read("ADMIN_TOKEN", token),
  };
  if (variables.WORKER === "outside" && STORE_URL?.scheme === "memory") {
    refuse("WORKER", "cannot be outside with STORE_URL memory:, which no other process sees");
  }
  if (variables.WORKER === "outside" && BUS_URL?.scheme === "memory") {
    refuse("WORKER", "cannot be outside with BUS_URL memory:, which no other process hears");
  }
  if (variables.REACTIONS === "bus" && (environment.BUS_URL ?? "") === "") {
    refuse("REACTIONS", "cannot be bus without a BUS_URL");
  }
  return { variables, issues };
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

function source(): z.ZodType<string, string> {
  return z.string().regex(/^[\w.~:/?#[\]@!$&'()*+,;=%-]{1,256}$/, "must be a URI or a part of one");
}

function reactions(): z.ZodType<Way, string> {
  return z.string().pipe(z.enum(["log", "bus"], "must be log or bus"));
}
