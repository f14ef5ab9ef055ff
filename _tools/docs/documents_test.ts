import { assertArrayIncludes, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { projectRoot } from "../project.ts";
import { blockKind, blockProblem } from "./block_kind.ts";
import type { CodeBlock } from "./code_blocks.ts";
import { blocksOf, docFiles } from "./doc_files.ts";
import { commandProblems } from "./run_document.ts";

describe("documents", () => {
  it("[X-2] consist of code blocks of kinds that are executed", async () => {
    const files = await docFiles();
    const blocks = (await Promise.all(files.map(blocksOf))).flat();

    assertArrayIncludes(files, ["README.md", "CONTRIBUTING.md", "docs/guarantees.md"]);
    assertEquals(problemsOf(blocks), []);
  });

  it("[X-2] have TypeScript blocks that all run", async () => {
    const files = await docFiles();
    const blocks = (await Promise.all(files.map(blocksOf))).flat();
    const modules = blocks.filter((block) => blockKind(block) === "module");

    assertEquals(await passedDocTests(files), modules.length);
  });

  it("[X-2] have command lines that all run, here or in the pipeline", async () => {
    for (const file of await docFiles()) {
      assertEquals(await commandProblems(await blocksOf(file)), [], file);
    }
  });
});

describe("the check of documents", () => {
  it("[X-2] reports blocks that nobody would execute", () => {
    assertEquals(problemsOf([block("", "ls")]).length, 1);
    assertEquals(problemsOf([block("ts no-eval", "1;")]).length, 1);
    assertEquals(problemsOf([block("rust", "fn main() {}")]).length, 1);
    assertEquals(problemsOf([block("json", "{ a: 1 }")]).length, 1);
    assertEquals(problemsOf([block("json", `{ "a": 1 }`), block("sh", "ls")]), []);
  });

  it("[X-2] reports command lines that nothing executes or that fail", async () => {
    const lines = ["make all", "deno task nothing", "deno run -A examples/missing.ts"]
      .concat("deno test domain/missing_test.ts", "deno test web/main.ts");
    const problems = await commandProblems([block("sh", ...lines)]);

    assertEquals(problems.length, lines.length, problems.join("\n"));
    assertMatch(problems[0] ?? "", /^a\.md:2: nothing executes this/);
  });

  it("[X-2] runs the command line in a shell, and reports what it refuses", async () => {
    const lines = ["user=$(deno task cli users register --name 'Ada L' --email ada@x.org --id)"]
      .concat('deno task cli users change "$user" --name "Ada Lovelace"')
      .concat("deno task cli users get nobody", "order=$(deno task cli orders create)");
    const problems = await commandProblems([block("sh", ...lines)]);

    assertEquals(problems.map((problem) => problem.split(" ").slice(0, 4).join(" ")), [
      "a.md:4: exit code 1:",
      "a.md:5: exit code 2:",
    ]);
  });

  it("[X-2] reports requests that are answered otherwise than documented", async () => {
    await using server = answering(409);
    const lines = ["curl localhost:8000/users # 409: taken", "curl localhost:8000/users"]
      .concat("curl localhost:8000/users # 201", "curl https://elsewhere.example/");
    const problems = await commandProblems([block("sh", ...lines)], server.origin);

    assertEquals(problems.map((problem) => problem.split(":")[1]), ["3", "4", "5"]);
  });
});

function block(info: string, ...lines: readonly string[]): CodeBlock {
  return { file: "a.md", line: 1, info, lines };
}

function problemsOf(blocks: readonly CodeBlock[]): readonly string[] {
  return blocks.flatMap((each) => {
    const problem = blockProblem(each);
    return problem === undefined ? [] : [`${each.file}:${each.line}: ${problem}`];
  });
}

async function passedDocTests(files: readonly string[]): Promise<number> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--doc", "--permit-no-files", ...files],
    cwd: projectRoot,
    env: { NO_COLOR: "1" },
  });
  const { success, stdout, stderr } = await command.output();
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (!success) throw new Error(output);
  return Number(/ok \| (\d+) passed/.exec(output)?.[1]);
}

function answering(status: number): { readonly origin: string } & AsyncDisposable {
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  const server = Deno.serve(options, () => new Response("said the test", { status }));
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
