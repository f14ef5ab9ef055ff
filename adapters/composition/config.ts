/** The configuration: one URL per port, read from the environment and checked as a whole. */

import { DomainError, type Issue } from "../../domain/kernel/errors.ts";
import type { Way } from "../../application/messaging/reaction_turns.ts";
import { readVariables } from "./environment.ts";
import type { PostgresServer } from "./postgres_url.ts";

/** Variables by name, as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where state and events are kept. */
export type StoreChoice =
  | { readonly scheme: "memory" }
  | { readonly scheme: "sqlite"; readonly path: string }
  | {
    readonly scheme: "deno-kv";
    /** Absent, the database that Deno gives to the program. */
    readonly path?: string;
  }
  | ({ readonly scheme: "postgres" } & PostgresServer);

/** How mail leaves. */
export type MailChoice =
  | { readonly scheme: "mailbox" }
  | { readonly scheme: "console" }
  | {
    readonly scheme: "smtp";
    /** Has a password in it. */
    readonly url: string;
    /** Host and port, which may be shown. */
    readonly server: string;
  };

/** Who takes the money. */
export type PaymentsChoice =
  | { readonly scheme: "simulated" }
  | {
    readonly scheme: "stripe";
    readonly secretKey: string;
    /** Where requests go; absent, Stripe itself. */
    readonly apiBase?: string;
    /** What deliveries of the webhook are signed with; absent, none are taken. */
    readonly webhookSecret?: string;
  };

/** Whose products orders sell. */
export type CatalogChoice =
  | { readonly scheme: "own" }
  | {
    /** Those of another Portico. */
    readonly scheme: "remote";
    /** Without a password, and may be shown. */
    readonly url: string;
    /** The operators' token there. */
    readonly token: string;
  };

/** What takes events to other processes and systems. */
export type BusChoice =
  | { readonly scheme: "none" }
  | { readonly scheme: "memory" }
  | {
    readonly scheme: "nats" | "redis" | "kafka";
    /** May have a password in it. */
    readonly url: string;
    /** Hosts and ports, which may be shown. */
    readonly servers: string;
  };

/** How events come to other processes and systems. */
export interface MessagingConfig {
  readonly bus: BusChoice;
  /** In whose name events are told: a URI or a part of one. */
  readonly source: string;
  /** How mails to users and customers hear of what they follow from. */
  readonly reactions: Way;
}

/** Everything about an application that is chosen where it runs. */
export interface Config {
  readonly store: StoreChoice;
  readonly mail: MailChoice;
  readonly payments: PaymentsChoice;
  readonly catalog: CatalogChoice;
  readonly messaging: MessagingConfig;
  /** Whether subscriptions run in the web process, or only in a worker. */
  readonly worker: "inside" | "outside";
  readonly web: WebConfig;
  readonly log: LogConfig;
}

/** What is logged, and how; the program that runs says so, not the environment. */
export interface LogConfig {
  readonly format: "json" | "text";
  readonly level: "debug" | "info" | "warn" | "error";
}

/** How the web process is reached. */
export interface WebConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Names under which clients may call; absent, those of the address that is bound. */
  readonly allowedHosts: readonly string[] | undefined;
  /** The operators' password; absent, one is made at the start. */
  readonly adminToken: string | undefined;
}

/** The environment says something that cannot be done; `issues` has all of it, without secrets. */
export class InvalidConfiguration extends DomainError {
  override readonly code = "configuration/invalid";
  override readonly kind = "invalid";
  /** `path` is the name of a variable. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const said = issues.map(({ path, message }) => `${path} ${message}`);
    super(`Cannot accept the configuration: ${said.join("; ")}`);
    this.issues = issues;
  }
}

/**
 * Reads the configuration; variables that are not set, or empty, have their default.
 *
 * @throws {InvalidConfiguration} with every problem there is
 */
export function readConfig(environment: Environment): Config {
  const { variables, issues } = readVariables(environment);
  if (issues.length > 0) throw new InvalidConfiguration(issues);
  return {
    store: variables.STORE_URL ?? { scheme: "sqlite", path: "./data/portico.db" },
    mail: variables.MAIL_URL ?? { scheme: "mailbox" },
    payments: variables.PAYMENTS_URL ?? { scheme: "simulated" },
    catalog: variables.CATALOG_URL ?? { scheme: "own" },
    messaging: {
      bus: variables.BUS_URL ?? { scheme: "none" },
      source: variables.BUS_SOURCE ?? "/portico",
      reactions: variables.REACTIONS ?? "log",
    },
    worker: variables.WORKER ?? "inside",
    web: {
      host: variables.HOST ?? "127.0.0.1",
      port: variables.PORT ?? 8000,
      allowedHosts: variables.ALLOWED_HOSTS,
      adminToken: variables.ADMIN_TOKEN,
    },
    log: { format: "json", level: "info" },
  };
}
