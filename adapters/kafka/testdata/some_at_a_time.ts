/** Cases that run side by side: most of what they do is to wait for their own brokers. */

import type { RegisterTest, TestBody } from "../../conformance/mod.ts";

/** How many run at once. */
const AT_ONCE = 4;

/**
 * Registers tests with `Deno.test`; each begins some of those that come next, too. What they open is
 * not theirs alone to Deno, which therefore does not look whether it is closed: places do.
 */
export function someAtATime(): RegisterTest {
  /** Begins cases that have not begun, in order. */
  const waiting = new Set<() => Promise<void>>();
  let running = 0;

  function beginSome(): void {
    for (const begin of waiting) {
      if (running >= AT_ONCE) return;
      // Its own test tells how it ends.
      void begin().catch(() => {});
    }
  }

  function register(name: string, run: TestBody): void {
    let ended: Promise<void> | undefined;
    const begin = () => {
      waiting.delete(begin);
      running++;
      return ended = run().finally(() => {
        running--;
        beginSome();
      });
    };
    waiting.add(begin);
    const fn = async () => {
      const own = ended ?? begin();
      beginSome();
      await own;
    };
    Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
  }

  return Object.assign(register, { ignore: Deno.test.ignore });
}
