/** The adapters that the URL of each port can choose. */

import { parseKafkaUrl } from "../kafka/brokers_url.ts";
import { parseNatsUrl } from "../nats/server_url.ts";
import { parseSender } from "../smtp/sender.ts";
import { parseServerUrl } from "../smtp/server_url.ts";
import { parseCatalogUrl } from "./catalog_url.ts";
import type {
  BusChoice,
  CatalogChoice,
  MailChoice,
  PaymentsChoice,
  StoreChoice,
} from "./config.ts";
import { bare, type Schemes } from "./port_url.ts";
import { parsePostgresUrl } from "./postgres_url.ts";
import { parseRedisUrl } from "./redis_url.ts";

const postgres = {
  form: "postgres://user:password@host:port/database",
  read: (_: string, url: string): StoreChoice => ({ scheme: "postgres", ...parsePostgresUrl(url) }),
};

/** What `STORE_URL` can be. */
export const stores: Schemes<StoreChoice> = {
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

/** What `MAIL_URL` can be. */
export const mails: Schemes<MailChoice> = {
  mailbox: bare("mailbox", { scheme: "mailbox" }),
  console: bare("console", { scheme: "console" }),
  smtp,
  smtps: { ...smtp, form: "smtps://user:password@host:port" },
};

/** What `PAYMENTS_URL` can be. */
export const payments: Schemes<PaymentsChoice["scheme"]> = {
  simulated: bare("simulated", "simulated"),
  stripe: bare("stripe", "stripe"),
};

const nats = {
  form: "nats://user:password@host:port",
  read: (_: string, url: string): BusChoice => {
    return { scheme: "nats", url, servers: parseNatsUrl(url).servers.join() };
  },
};

const redis = {
  form: "redis://user:password@host:port",
  read: (_: string, text: string): BusChoice => {
    const { url, server } = parseRedisUrl(text);
    return { scheme: "redis", url, servers: server };
  },
};

const kafka = {
  form: "kafka://host:port,host:port",
  read: (_: string, url: string): BusChoice => {
    return { scheme: "kafka", url, servers: parseKafkaUrl(url).brokers.join() };
  },
};

/** What `BUS_URL` can be. */
export const buses: Schemes<BusChoice> = {
  memory: bare("memory", { scheme: "memory" }),
  nats,
  tls: { ...nats, form: "tls://user:password@host:port" },
  redis,
  rediss: { ...redis, form: "rediss://user:password@host:port" },
  kafka,
};

const catalog = {
  form: "http://operator:TOKEN@host:port",
  read: (_: string, url: string): CatalogChoice => ({ scheme: "remote", ...parseCatalogUrl(url) }),
};

/** What `CATALOG_URL` can be. */
export const catalogs: Schemes<CatalogChoice> = { http: catalog, https: catalog };
