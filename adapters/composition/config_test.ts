import { assertEquals, assertFalse, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type Environment, InvalidConfiguration, readConfig } from "./config.ts";

const stores = "memory: or sqlite:PATH or deno-kv:PATH or " +
  "postgres://user:password@host:port/database";

describe("readConfig", () => {
  it("has a default for everything", () => {
    const defaults = {
      store: { scheme: "sqlite", path: "./data/portico.db" },
      mail: { scheme: "mailbox" },
      payments: { scheme: "simulated" },
      catalog: { scheme: "own" },
      messaging: { bus: { scheme: "none" }, source: "/portico", reactions: "log" },
      worker: "inside",
      web: { host: "127.0.0.1", port: 8000, allowedHosts: undefined, adminToken: undefined },
      log: { format: "json", level: "info" },
    } as const;

    assertEquals(readConfig({}), defaults);
    assertEquals(readConfig({ STORE_URL: "", PORT: undefined, PATH: "/bin" }), defaults);
  });

  it("reads every variable", () => {
    const config = readConfig({
      STORE_URL: "sqlite:/var/lib/shop.db",
      MAIL_URL: "smtp://ada:p%40ss@mail.example.org:2525?from=shop%40example.org",
      PAYMENTS_URL: "stripe:",
      STRIPE_SECRET_KEY: "sk_test_1",
      STRIPE_API_BASE: "http://127.0.0.1:12111",
      STRIPE_WEBHOOK_SECRET: "whsec_1",
      CATALOG_URL: "https://operator:let%2Dme-in@shop.example.org:8443/eu/",
      BUS_URL: "nats://ada:hunter2@one.example.org:4222,two.example.org?name=shop",
      BUS_SOURCE: "https://shop.example.org/",
      REACTIONS: "bus",
      HOST: "[::1]",
      PORT: "0",
      ALLOWED_HOSTS: "shop.example.org, localhost:8000",
      WORKER: "outside",
      ADMIN_TOKEN: "s3cret",
    });

    assertEquals(config, {
      store: { scheme: "sqlite", path: "/var/lib/shop.db" },
      mail: {
        scheme: "smtp",
        url: "smtp://ada:p%40ss@mail.example.org:2525?from=shop%40example.org",
        server: "mail.example.org:2525",
      },
      payments: {
        scheme: "stripe",
        secretKey: "sk_test_1",
        apiBase: "http://127.0.0.1:12111",
        webhookSecret: "whsec_1",
      },
      catalog: {
        scheme: "remote",
        url: "https://shop.example.org:8443/eu",
        token: "let-me-in",
      },
      messaging: {
        bus: {
          scheme: "nats",
          url: "nats://ada:hunter2@one.example.org:4222,two.example.org?name=shop",
          servers: "one.example.org:4222,two.example.org:4222",
        },
        source: "https://shop.example.org/",
        reactions: "bus",
      },
      worker: "outside",
      web: {
        host: "::1",
        port: 0,
        allowedHosts: ["shop.example.org", "localhost:8000"],
        adminToken: "s3cret",
      },
      log: { format: "json", level: "info" },
    });
  });

  for (
    const [url, choice] of Object.entries({
      "deno-kv:": {},
      "deno-kv:./data/kv.db": { path: "./data/kv.db" },
      "postgres://ada:hunter2@db.example.org:5433/shop?sslmode=require": {
        url: "postgres://ada:hunter2@db.example.org:5433/shop?sslmode=require",
        server: "db.example.org:5433/shop",
      },
      "postgresql://localhost?schema=shop_1&application_name=shop": {
        url: "postgresql://localhost?application_name=shop",
        server: "localhost",
        schema: "shop_1",
      },
    })
  ) {
    it(`reads the store ${url}`, () => {
      const scheme = url.startsWith("deno-kv") ? "deno-kv" : "postgres";
      assertEquals<unknown>(readConfig({ STORE_URL: url }).store, { scheme, ...choice });
    });
  }

  it("takes Stripe with its secret key alone", () => {
    const environment = { PAYMENTS_URL: "stripe:", STRIPE_SECRET_KEY: "sk_test_1" };

    assertEquals(readConfig(environment).payments, { scheme: "stripe", secretKey: "sk_test_1" });
  });

  it("leaves the variables of Stripe alone where it is not used", () => {
    const stripe = { STRIPE_SECRET_KEY: "not for us", STRIPE_API_BASE: "nor this" };
    const environment = { PAYMENTS_URL: "simulated:", ...stripe };

    assertEquals(readConfig(environment).payments, { scheme: "simulated" });
  });

  it("takes schemes in any case", () => {
    assertEquals(readConfig({ STORE_URL: "MEMORY:" }).store, { scheme: "memory" });
  });

  it("[X-4] names every problem at once", () => {
    assertEquals(
      issues({
        STORE_URL: "mysql://ada:hunter2@db/shop",
        BUS_URL: "kafka://hunter2 hunter2:x",
        BUS_SOURCE: "hunter2 hunter2",
        REACTIONS: "hunter2",
        MAIL_URL: "smtp://hunter2@mail?retries=hunter2",
        PAYMENTS_URL: "stripe:",
        STRIPE_API_BASE: "https://hunter2@stripe/v1",
        STRIPE_WEBHOOK_SECRET: "hunter2 hunter2",
        CATALOG_URL: "http://hunter2@catalog",
        HOST: "http://localhost",
        PORT: "65536",
        ALLOWED_HOSTS: "localhost,http://shop",
        WORKER: "elsewhere",
        ADMIN_TOKEN: "hunter2 hunter2",
      }),
      [
        `STORE_URL can be ${stores}; "mysql:" is not supported`,
        "BUS_URL must be kafka://host:port,host:port",
        "MAIL_URL must have a user and a password, or neither",
        `MAIL_URL has a parameter "retries" that is no parameter; there are from, timeout, tls`,
        "STRIPE_SECRET_KEY must be set with PAYMENTS_URL stripe:",
        "STRIPE_API_BASE must be https://host:port",
        "STRIPE_WEBHOOK_SECRET must be letters, digits or any of -._~+/=",
        "CATALOG_URL must have the other's ADMIN_TOKEN as its password",
        "BUS_SOURCE must be a URI or a part of one",
        "REACTIONS must be log or bus",
        "HOST must be a host name or an address",
        "PORT must be a whole number from 0 to 65535",
        "ALLOWED_HOSTS must be host names with commas",
        "WORKER must be inside or outside",
        "ADMIN_TOKEN must be letters, digits or any of -._~+/=",
      ],
    );
  });

  it("[X-4] names contradictions beside other problems", () => {
    assertEquals(issues({ STORE_URL: "memory:", WORKER: "outside", PORT: "http" }), [
      "PORT must be a whole number from 0 to 65535",
      "WORKER cannot be outside with STORE_URL memory:, which no other process sees",
    ]);
    assertEquals(issues({ BUS_URL: "memory:", WORKER: "outside" }), [
      "WORKER cannot be outside with BUS_URL memory:, which no other process hears",
    ]);
    assertEquals(issues({ REACTIONS: "bus" }), ["REACTIONS cannot be bus without a BUS_URL"]);
  });

  for (
    const [url, issue] of Object.entries({
      "sqlite:": "must be sqlite:PATH",
      "memory:hunter2": "must be memory:",
      "hunter2": `must be ${stores}`,
      "postgres:": "must be postgres://user:password@host:port/database",
      "postgres:///hunter2": "must be postgres://user:password@host:port/database",
      "postgres://db:hunter2/shop": "must be postgres://user:password@host:port/database",
      "postgres://db/shop?schema=hunter2;":
        'has a parameter "schema" that must be 1 to 48 of a-z, 0-9 and _, not beginning with a digit',
      "constructor:": `can be ${stores}; "constructor:" is not supported`,
    })
  ) {
    it(`refuses the store ${url}`, () => {
      assertEquals(issues({ STORE_URL: url }), [`STORE_URL ${issue}`]);
    });
  }

  for (
    const [url, issue] of Object.entries({
      "hunter2": "must be http://operator:TOKEN@host:port",
      "ftp://shop": 'can be http://operator:TOKEN@host:port; "ftp:" is not supported',
      "http:": "must be http://operator:TOKEN@host:port",
      "http://shop": "must have the other's ADMIN_TOKEN as its password",
      "http://operator:%ff@shop": "must have the other's ADMIN_TOKEN as its password",
      "http://operator:hunter2@shop?token=hunter2": "must be http://operator:TOKEN@host:port",
    })
  ) {
    it(`refuses the catalogue ${url}`, () => {
      assertEquals(issues({ CATALOG_URL: url }), [`CATALOG_URL ${issue}`]);
    });
  }

  it("refuses payments that are none", () => {
    assertEquals(issues({ PAYMENTS_URL: "paypal:hunter2" }), [
      'PAYMENTS_URL can be simulated: or stripe:; "paypal:" is not supported',
    ]);
    assertEquals(issues({ PAYMENTS_URL: "stripe:hunter2", STRIPE_SECRET_KEY: "sk_1" }), [
      "PAYMENTS_URL must be stripe:",
    ]);
  });

  it("refuses a sender that is none", () => {
    assertEquals(issues({ MAIL_URL: "smtp://localhost?from=nobody" }), [
      'MAIL_URL has a parameter "from" that must be an address, or a name and an address in angle brackets',
    ]);
  });
});

function issues(environment: Environment): readonly string[] {
  const error = assertThrows(() => readConfig(environment), InvalidConfiguration);
  assertEquals([error.code, error.kind], ["configuration/invalid", "invalid"]);
  assertFalse(error.message.includes("hunter2"), error.message);
  return error.issues.map(({ path, message }) => `${path} ${message}`);
}
