/** Tests that need something that is not on every machine. */

import process from "node:process";

/** What tests need, or why it is not there. */
export type Sought<Found extends object> = Found | { readonly missing: string };

/** Where a server is, or why there is none. */
export type FoundServer = Sought<{ readonly url: string }>;

/**
 * Registers tests that need something. Without it they are skipped, and the reason is printed; with
 * `REQUIRE_SERVICES=1` that is a failing test instead.
 */
export async function withFound<Found extends object>(
  what: string,
  sought: Sought<Found>,
  register: (found: Found) => void | Promise<void>,
): Promise<void> {
  if (!("missing" in sought)) return await register(sought);
  if (process.env.REQUIRE_SERVICES === "1") {
    Deno.test(`${what}: what it needs is there`, () => {
      throw new Error(sought.missing);
    });
    return;
  }
  const title = `${what} (skipped: ${sought.missing})`;
  // deno-lint-ignore portico/no-console -- for those who run the tests
  console.info(title);
  Deno.test.ignore(title, () => {});
}
