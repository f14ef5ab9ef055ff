import { assertEquals, assertFalse, assertObjectMatch, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { parseServerUrl } from "./server_url.ts";

test("parseServerUrl reads host, port and kind of connection", () => {
  assertEquals(parseServerUrl("smtp://mail.example.org"), {
    host: "mail.example.org",
    port: 587,
    secure: false,
    requireTLS: false,
    verify: true,
  });
  assertObjectMatch(parseServerUrl("smtps://mail.example.org/"), { port: 465, secure: true });
  assertObjectMatch(parseServerUrl("smtp://[::1]:2525"), { host: "::1", port: 2525 });
});

test("parseServerUrl decodes user and password", () => {
  const { auth } = parseServerUrl("smtp://ada%40x.org:p%40ss%2Fw%25rd%3A+@h");

  assertEquals(auth, { user: "ada@x.org", pass: "p@ss/w%rd:+" });
});

test("parseServerUrl sends a password to another machine only over an encrypted connection", () => {
  const required = (url: string) => parseServerUrl(url).requireTLS;

  assertEquals(required("smtp://u:p@mail.example.org"), true);
  assertEquals(required("smtp://u:p@mail.example.org?tls=optional"), false);
  assertEquals(required("smtp://mail.example.org"), false);
  assertEquals(required("smtp://u:p@localhost"), false);
  assertEquals(required("smtp://u:p@localhost.example.org"), true);
  assertEquals(required("smtps://u:p@mail.example.org"), false);
});

test("parseServerUrl lets this machine alone do without a proof of who it is", () => {
  const local = ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "[::1]"];
  const others = ["mail.example.org", "localhost.example.org", "127.0.0.1.example.org", "10.0.0.1"];

  for (const host of local) assertFalse(parseServerUrl(`smtps://${host}`).verify);
  for (const host of others) assertEquals(parseServerUrl(`smtps://${host}`).verify, true);
});

test("parseServerUrl reads sender and time-out, with + as itself", () => {
  const url = "smtp://h?from=The%20Shop%20%3Cshop+news@x.org%3E&timeout=2500";

  assertObjectMatch(parseServerUrl(url), { from: "The Shop <shop+news@x.org>", timeout: 2500 });
});

test("parseServerUrl says everything that is wrong", () => {
  const { issues } = assertThrows(
    () => parseServerUrl("http://user@h?form=a&timeout=soon&tls=no&from="),
    InvalidInput,
  );

  assertEquals(issues.map(({ path }) => path), ["", "", "form", "timeout", "tls", "from"]);
});

test("parseServerUrl refuses what is no mail server, and never repeats a password", () => {
  const urls = [
    "",
    "h",
    "smtp:",
    "smtp://",
    "smtp://:secret@h",
    "smtp://user:sec%ret@h",
    "smtp://user:secret@h:99999",
    "mailto:secret@h",
    "smtp://h?__proto__=secret",
    "smtp://h?constructor=secret",
    "smtp://h?timeout=0",
    "smtp://h?timeout=1e3",
  ];

  for (const url of urls) {
    const { message } = assertThrows(() => parseServerUrl(url), InvalidInput);
    assertFalse(/secret|sec%ret/.test(message), message);
  }
});
