/** L-4: addresses and names. */

import type { Fault } from "./fault.ts";

/** An address is compared as it was typed. */
export const fault: Fault = {
  id: "L-4",
  mistake: "One address in other letters is another address",
  edits: [{
    file: "domain/users/email_address.ts",
    find: `.toLowerCase().normalize("NFC");`,
    replace: `.normalize("NFC");`,
  }],
  tests: ["domain/users/email_address_test.ts"],
};
