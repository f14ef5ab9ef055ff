/** Cases that run side by side: most of what they do is to wait for their own brokers. */

import type { RegisterTest, TestBody } from "../../conformance/mod.ts";

/** A case that has not begun. */
interface Waiting {
  readonly run: TestBody;
  readonly begun: PromiseWithResolvers<void>;
}

/** How many run at once. */
const AT_ONCE = 4;

/**
 * Registers tests with `Deno.test`. What they open is not theirs alone to Deno, which therefore does
 * not look whether it is closed: places do.
 */
export function someAtATime(): RegisterTest {
  const waiting: Waiting[] = [];
  let running = 0;

  function beginSome(): void {
    while (running < AT_ONCE) {
      const next = waiting.shift();
      if (next === undefined) return;
      running++;
      const ended = next.run();
      next.begun.resolve(ended);
      void ended.catch(() => {}).finally(() => {
        running--;
        beginSome();
      });
    }
  }

  function register(name: string, run: TestBody): void {
    const begun = Promise.withResolvers<void>();
    // Its own test tells of it.
    begun.promise.catch(() => {});
    waiting.push({ run, begun });
    const fn = async () => {
      beginSome();
      await begun.promise;
    };
    Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
  }

  return Object.assign(register, { ignore: Deno.test.ignore });
}
