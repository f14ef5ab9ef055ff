/** Kinds of files that rules make exceptions for. */

/** Tells whether only tests or measurements use the file, so that it is in no package. */
export function isTestFile(path: string): boolean {
  return /_(test|bench)\.tsx?$/.test(path) || path.includes("/testdata/");
}

/** Tells whether the file starts a process: it may join what others must keep apart. */
export function isEntryPoint(path: string): boolean {
  return path === "adapters/cli/main.ts" || /^web\/(main\w*|worker|_serve\w*)\.tsx?$/.test(path);
}
