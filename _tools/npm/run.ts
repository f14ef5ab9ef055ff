/** Runs programs to their end. */

/** What a program was asked to do. */
export interface Run {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a program ended, and what it printed on both outputs. */
export interface Ran {
  readonly success: boolean;
  readonly output: string;
}

/** Runs a program and gives what it printed; a failure is for the caller to judge. */
export async function run({ program, args, folder, env = {} }: Run): Promise<Ran> {
  const command = new Deno.Command(program, { args: [...args], cwd: folder, env, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { success, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

/**
 * Runs a program that prints as it goes, and ends it when it takes longer than it may. Where several
 * run, each line begins with who says it.
 */
export async function runAloud(
  { program, args, folder, env = {} }: Run,
  longest: number,
  who = "",
): Promise<Ran> {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const late = setTimeout(() => child.kill("SIGTERM"), longest);
  const [{ success }, ...outputs] = await Promise.all([
    child.status.finally(() => clearTimeout(late)),
    passOn(child.stdout, who),
    passOn(child.stderr, who),
  ]);
  return { success, output: outputs.join("\n") };
}

/** Runs a program that must succeed. */
export async function mustRun(program: string, args: readonly string[], folder: string) {
  const { success, output } = await run({ program, args, folder });
  if (!success) throw new Error(`Cannot ${program} ${args.join(" ")}:\n${output}`);
}

async function passOn(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  who: string,
): Promise<string> {
  let text = "";
  let begun = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = (begun + chunk).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) tell(who, line);
  }
  if (begun !== "") tell(who, begun);
  return text;
}

function tell(who: string, line: string): void {
  console.log(who === "" ? line : `${who}: ${line}`);
}
