/** L-2: the welcome mail. */

import type { Fault } from "./fault.ts";

/** The mail goes out before the user is stored. */
export const fault: Fault = {
  id: "L-2",
  mistake: "Registering sends the welcome mail itself, before it commits",
  edits: [{
    file: "adapters/composition/users_factory.ts",
    find: `    }, createUsers),
`,
    replace: `      sendEmail: SEND_EMAIL,
    }, (ports) => {
      const users = createUsers(ports);
      return {
        ...users,
        register: async (command, context) => {
          const { name, email: to } = command;
          const subject = "Welcome";
          await ports.sendEmail({ to, subject, text: name, about: to, idempotencyKey: to });
          return await users.register(command, context);
        },
      };
    }),
`,
  }, {
    file: "adapters/composition/users_factory.ts",
    find: "import { CLOCK, NEW_ID, RANDOM, STORE,",
    replace: "import { CLOCK, NEW_ID, RANDOM, SEND_EMAIL, STORE,",
  }],
  tests: ["adapters/composition/mail_outage_test.ts"],
};
