/**
 * The web app of Portico as a function of its services: JSON for programs, pages for people.
 *
 * @module
 */

export { type AppOptions, createApp } from "./app.ts";
export type { AppEnv } from "./app_env.ts";
export type { Problem } from "./problem.ts";
export type {
  Actor,
  Authorize,
  KeptMovement,
  KeptPayment,
  Projections,
  ReadLedger,
  ReceivePaymentNews,
  Services,
  Subscriptions,
  Wire,
} from "./services.ts";
