/**
 * Stands in for `curl` when the documentation's command lines are executed: the machine need not
 * have it, and a refused request fails the line. `ORIGIN` is where the server of the test is,
 * `STATUS` what the line's comment expects.
 */

import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    request: { type: "string", short: "X" },
    header: { type: "string", short: "H", multiple: true, default: [] },
    data: { type: "string", short: "d" },
    json: { type: "string" },
    include: { type: "boolean", short: "i" },
    silent: { type: "boolean", short: "s" },
    "show-error": { type: "boolean", short: "S" },
  },
});

const [target = ""] = positionals;
const documented = new URL(target.includes("://") ? target : `http://${target}`);
if (!["http://localhost:8000", "http://127.0.0.1:8000"].includes(documented.origin)) {
  throw new Error(`Not the server that \`deno task serve\` starts: ${target}`);
}

const body = values.json ?? values.data;
const response = await fetch(new URL(documented.pathname + documented.search, env("ORIGIN")), {
  method: values.request ?? (body === undefined ? "GET" : "POST"),
  headers: headersOf(values.header),
  redirect: "manual",
  ...(body === undefined ? {} : { body }),
});
console.log(response.status, await response.text());

const expected = env("STATUS");
const asExpected = expected === "" ? response.status < 400 : response.status === Number(expected);
Deno.exit(asExpected ? 0 : 22);

function headersOf(lines: readonly string[]): Headers {
  const headers = new Headers();
  if (values.json !== undefined) headers.set("content-type", "application/json");
  else if (values.data !== undefined) {
    headers.set("content-type", "application/x-www-form-urlencoded");
  }
  for (const line of lines) headers.set(line.split(":")[0] ?? "", line.replace(/^[^:]*:\s*/, ""));
  return headers;
}

function env(name: string): string {
  return Deno.env.get(name) ?? "";
}
