/** F-2: publishing. */

import type { Fault } from "./fault.ts";

/** A change is answered when the mail is sent. */
export const fault: Fault = {
  id: "F-2",
  mistake: "Registering waits for the handlers of what it published",
  edits: [{
    file: "application/users/user_repository.ts",
    find: `  return {
    ...result.user,
`,
    replace: `  const mail = { name: "welcome-mail", types: ["UserRegistered"] };
  const { signal } = new AbortController();
  if (committed) await waitFor(ports, mail, committed.position, { signal });
  return {
    ...result.user,
`,
  }, {
    file: "application/users/user_repository.ts",
    find: "import { unitOfWork, type UnitOfWorkPorts }",
    replace: `import { waitFor } from "../events/wait_for.ts";
import { unitOfWork, type UnitOfWorkPorts }`,
  }],
  tests: ["application/users/after_registration_test.ts"],
};
