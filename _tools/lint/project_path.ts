/** Where a file stands in the project, whatever folder the checkout is in. */

import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url)).replaceAll("\\", "/");
const topFolders = ["domain", "application", "adapters", "web", "examples", "_tools"];

/** Gives the path below the project's root, with `/`: `domain/users/user.ts`. */
export function projectPath(filename: string): string {
  const path = filename.replace(/^file:\/\//, "").replaceAll("\\", "/");
  return path.startsWith(root) ? path.slice(root.length) : fromLastTopFolder(path);
}

function fromLastTopFolder(path: string): string {
  const segments = path.split("/");
  const start = segments.findLastIndex((segment) => topFolders.includes(segment));
  return segments.slice(start).join("/");
}
