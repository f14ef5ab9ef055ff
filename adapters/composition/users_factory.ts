/** Users: who they are, and what can be asked of them. */

import { userRepository } from "../../application/users/user_repository.ts";
import { createUsers } from "../../application/users/users.ts";
import { type Binding, factory } from "./binding.ts";
import { CLOCK, NEW_ID, RANDOM, STORE, USER_REPOSITORY, USERS } from "./tokens.ts";

/** Binds the context of users. */
export function usersFactory(): readonly Binding[] {
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM };
  return [
    factory(USER_REPOSITORY, "documents of the store", machinery, userRepository),
    factory(USERS, "in process", {
      users: USER_REPOSITORY,
      clock: CLOCK,
      newId: NEW_ID,
    }, createUsers),
  ];
}
