/** What the use cases of users need from outside. */

import type { EmailAddress } from "../../domain/users/email_address.ts";
import type { User, UserEvent, UserRegistered } from "../../domain/users/user.ts";
import type { UserId } from "../../domain/users/user_id.ts";
import type { CommandContext } from "../command_context.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";

/** Which users to list. */
export interface UserQuery {
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/**
 * The users while some of them are changed. State and event are staged together; reads see what was
 * staged. Every call after the end of the work is an error.
 */
export interface UserChanges {
  readonly get: (id: UserId) => Promise<Stored<User> | undefined>;
  readonly getByEmail: (email: EmailAddress) => Promise<Stored<User> | undefined>;
  /** Stages a user whose id nobody had before. */
  readonly add: (user: User, event: UserRegistered) => void;
  /** Stages a user over the one that was read. */
  readonly save: (user: User, event: UserEvent) => void;
}

/** All users. No two have the same address, whatever runs at the same time. */
export interface UserRepository {
  /**
   * Runs work and commits what it staged, all or nothing. When another change came first the work
   * runs again on fresh data, so it must not touch the outside world. Answers the user that the
   * work returned, with the version and position of the commit. With a command id the work has one
   * effect and one answer.
   *
   * @throws a typed error of kind `conflict` when the work stages an address that another user has
   * @throws {CommandIdReused} when the command id was another command
   */
  readonly change: (
    work: (users: UserChanges) => Promise<User>,
    context?: CommandContext,
  ) => Promise<Saved<User>>;
  readonly get: (id: UserId) => Promise<Stored<User> | undefined>;
  readonly getByEmail: (email: EmailAddress) => Promise<Stored<User> | undefined>;
  /** Lists in the order of registration. */
  readonly list: (query: UserQuery) => Promise<Page<Stored<User>>>;
}
