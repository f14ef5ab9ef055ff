/** Which tasks the pipeline runs, directly or through another task. */

import { join } from "node:path";
import { projectRoot, tasks } from "../project.ts";

/** Names the tasks that `.ci/run` calls and those that these call. */
export async function executedTasks(): Promise<ReadonlySet<string>> {
  const pipeline = await Deno.readTextFile(join(projectRoot, ".ci/run"));
  const executed = new Set<string>();
  const open = [...calledTasks(pipeline)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (executed.has(name)) continue;
    executed.add(name);
    open.push(...calledTasks(tasks[name] ?? ""));
  }
  return executed;
}

function calledTasks(text: string): readonly string[] {
  return [...text.matchAll(/\bdeno task ([\w:-]+)/g)].map(([, name = ""]) => name);
}
