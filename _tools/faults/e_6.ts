/** E-6: events say what happened. */

import type { Fault } from "./fault.ts";

/** The balance is written down instead of what came in. */
export const fault: Fault = {
  id: "E-6",
  mistake: "An event carries a derived balance",
  edits: [{
    file: "domain/accounts/account_decider.ts",
    find: `  addMoney(account.balance, command.amount);
  return { type: "MoneyDeposited", data: moved(command) };`,
    replace: `  const amount = addMoney(account.balance, command.amount);
  return { type: "MoneyDeposited", data: moved({ ...command, amount }) };`,
  }],
  tests: ["domain/accounts/account_decider_test.ts"],
};
