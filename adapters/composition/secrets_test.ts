import { assertEquals, assertStringIncludes } from "@std/assert";
import { masking } from "../logtape/masking.ts";
import { readConfig } from "./config.ts";
import { secretsOf } from "./secrets.ts";

Deno.test("no secret of a configuration comes through into a log", () => {
  const config = readConfig({
    STORE_URL: "postgres://ada:hunter2@db/shop",
    MAIL_URL: "smtps://ada:hunter2%21@mail",
    PAYMENTS_URL: "stripe:",
    STRIPE_SECRET_KEY: "sk_hunter2",
    STRIPE_WEBHOOK_SECRET: "whsec_hunter2",
    CATALOG_URL: "https://operator:the-other-hunter2@shop",
    ADMIN_TOKEN: "admin-hunter2",
  });
  const known = JSON.stringify(config);
  assertEquals(known.split("hunter2").length - 1, 6);

  const logged = masking(secretsOf(config))(known);

  assertEquals(logged.includes("hunter2"), false, logged);
  assertStringIncludes(logged, "https://shop");
});
