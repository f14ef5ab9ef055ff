/** Functions whose code is loaded with their first call: a start has other things to do. */

/** Makes a function out of one that is yet to be loaded; it is loaded once. */
export function onFirstCall<Given extends readonly unknown[], Result>(
  load: () => Promise<(...given: Given) => Promise<Result>>,
): (...given: Given) => Promise<Result> {
  let loading: ReturnType<typeof load> | undefined;
  return async (...given) => {
    const loaded = await (loading ??= load());
    return await loaded(...given);
  };
}
