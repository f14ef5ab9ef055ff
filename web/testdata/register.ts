/** Registering over HTTP as a client does that expects anything. */

/** An answer that came whole. */
export interface Answer {
  readonly status: number;
  readonly body: { readonly id: string; readonly email: string; readonly code?: string };
}

/** Registers somebody; `undefined` when the connection broke, so that nobody knows. */
export async function register(
  origin: string,
  email: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${origin}/users`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ name: "Ada Lovelace", email }),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
}

/** Waits until a condition holds, and fails after so many milliseconds. */
export async function eventually(
  what: string,
  condition: () => Promise<boolean> | boolean,
  within = 30_000,
): Promise<void> {
  for (const until = performance.now() + within; !(await condition()); await pause(5)) {
    if (performance.now() > until) throw new Error(`Not within ${within} ms: ${what}`);
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
