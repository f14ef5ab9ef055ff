/**
 * The whole application, put together from a configuration, and the means to put it together
 * otherwise.
 *
 * @module
 */

export type { Application } from "./application.ts";
export { type Binding, factory, type Needs, value } from "./binding.ts";
export { compose } from "./compose.ts";
export { CompositionFailed, type CompositionProblem } from "./composition_failed.ts";
export {
  type Config,
  type Environment,
  InvalidConfiguration,
  type LogConfig,
  type MailChoice,
  readConfig,
  type StoreChoice,
  type WebConfig,
} from "./config.ts";
export {
  ACCOUNTS,
  CLOCK,
  DEAD_LETTERS,
  LOG,
  NEW_ID,
  RANDOM,
  READ_MAILBOX,
  SEND_EMAIL,
  SMTP_MAIL,
  STORE,
  SUBSCRIPTIONS,
  USER_REPOSITORY,
  USERS,
} from "./tokens.ts";
export type { Wire } from "./wire.ts";
