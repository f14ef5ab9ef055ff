/** Imported before the modules under test: remembers the globals and reports timers. */

for (const name of ["setTimeout", "setInterval", "setImmediate"]) {
  const start = Reflect.get(globalThis, name);
  Reflect.set(globalThis, name, (...given: readonly unknown[]) => {
    console.log(`${name} ${new Error().stack?.split("\n")[2]?.trim()}`);
    return start(...given);
  });
}

/** The names of the globals before any module under test was imported. */
export const globalsBefore: ReadonlySet<PropertyKey> = new Set(Reflect.ownKeys(globalThis));
