/** Use cases that note which of them were called. */

/** The same use cases, and the names of those that were called. */
export function noting<UseCases extends object>(
  useCases: UseCases,
  called: Set<string>,
): UseCases {
  return new Proxy(useCases, {
    get: (target, name, receiver) => {
      called.add(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}
