import { assertEquals } from "@std/assert";
import { readTestReport } from "./test_report.ts";

const report = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="1" errors="1" time="0.014">
    <testsuite name="./a_test.ts" tests="4" disabled="1" errors="1" failures="1">
        <testcase name="sum &gt; adds" classname="./a_test.ts" time="0.006" line="3" col="1">
        </testcase>
        <testcase name="says &lt;&amp;&quot;&#xe9;" classname="./a_test.ts" time="0.000" line="9">
            <failure message="Uncaught Error: &lt;x&gt;">Error: &lt;x&gt;
    at file:///a_test.ts:12:78</failure>
        </testcase>
        <testcase name="waits" classname="./a_test.ts" time="0.000" line="10" col="1">
            <skipped/>
        </testcase>
        <testcase name="strays" classname="./a_test.ts" time="0.000" line="11" col="6">
            <error message="Cancelled"/>
        </testcase>
    </testsuite>
</testsuites>`;

Deno.test("readTestReport tells what became of each test", () => {
  assertEquals(readTestReport(report), [
    { name: "sum > adds", outcome: "passed", message: "" },
    {
      name: `says <&"é`,
      outcome: "failed",
      message: "Error: <x>\n    at file:///a_test.ts:12:78",
    },
    { name: "waits", outcome: "skipped", message: "" },
    { name: "strays", outcome: "broken-off", message: "" },
  ]);
});
