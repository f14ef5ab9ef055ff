/** L-7: taken addresses. */

import type { Fault } from "./fault.ts";

/** Taken addresses are kept in memory. */
export const fault: Fault = {
  id: "L-7",
  mistake: "Each repository remembers only the addresses it has seen itself",
  edits: [{
    file: "application/users/user_document.ts",
    find: `  unique: ({ email }) => ({ email }),
`,
    replace: "",
  }, {
    file: "application/users/register_user.ts",
    find: "export async function registerUser(",
    replace: `const seen = new WeakMap<object, Set<string>>();

export async function registerUser(`,
  }, {
    file: "application/users/register_user.ts",
    find: `  const { name, email } = details;
`,
    replace: `  const { name, email } = details;
  const taken = seen.get(users) ?? new Set();
  seen.set(users, taken);
`,
  }, {
    file: "application/users/register_user.ts",
    find:
      `    if (await users.getByEmail(email) !== undefined) throw new EmailTaken(email, "registration");
`,
    replace: `    if (taken.has(email)) throw new EmailTaken(email, "registration");
    taken.add(email);
`,
  }],
  tests: ["application/users/user_repository_test.ts", "application/users/users_restart_test.ts"],
};
