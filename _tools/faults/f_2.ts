/** F-2: publishing. */

import type { Fault } from "./fault.ts";

/** A change is answered when the mail is sent. */
export const fault: Fault = {
  id: "F-2",
  mistake: "Registering waits for the handlers of what it published",
  edits: [{
    file: "application/users/user_repository.ts",
    find:
      `change: (work, context) => changeOne(ports, answered, (tx) => work(changesIn(tx)), context),
`,
    replace: `change: async (work, context) => {
      const saved = await changeOne(ports, answered, (tx) => work(changesIn(tx)), context);
      const mail = { name: "welcome-mail", types: ["UserRegistered"] };
      const { signal } = new AbortController();
      await waitFor(ports, mail, saved.position, { signal });
      return saved;
    },
`,
  }, {
    file: "application/users/user_repository.ts",
    find: "import { changeOne }",
    replace: `import { waitFor } from "../events/wait_for.ts";
import { changeOne }`,
  }],
  tests: ["application/users/after_registration_test.ts"],
};
