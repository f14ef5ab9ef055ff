/** The web app: every route, behind everything that guards it. */

import { Hono } from "hono";
import { accountCommandsRoutes } from "./account_commands_routes.ts";
import { accountFormsRoutes } from "./account_forms_routes.ts";
import { accountOpeningRoutes } from "./account_opening_routes.ts";
import { accountsRoutes } from "./accounts_routes.ts";
import { adminRoutes } from "./admin_routes.ts";
import { answerProblem } from "./answer_problem.ts";
import type { AppEnv } from "./app_env.ts";
import { busRoutes } from "./bus_routes.ts";
import { eventsRoutes } from "./events_routes.ts";
import { healthRoutes } from "./health_routes.ts";
import { homeRoutes } from "./home_routes.ts";
import { mailboxRoutes } from "./mailbox_routes.ts";
import { authorization } from "./middleware/authorization.ts";
import { bodyLimit } from "./middleware/body_limit.ts";
import { correlation } from "./middleware/correlation.ts";
import { hostCheck } from "./middleware/host_check.ts";
import { idempotencyKey } from "./middleware/idempotency_key.ts";
import { operatorsOnly } from "./middleware/operator.ts";
import { originCheck } from "./middleware/origin_check.ts";
import { securityHeaders } from "./middleware/security_headers.ts";
import { thrownValues } from "./middleware/thrown_values.ts";
import { operatorFormsRoutes } from "./operator_forms_routes.ts";
import { orderCommandsRoutes } from "./order_commands_routes.ts";
import { orderFormsRoutes } from "./order_forms_routes.ts";
import { orderPlacingRoutes } from "./order_placing_routes.ts";
import { ordersRoutes } from "./orders_routes.ts";
import { paymentJudgementsRoutes } from "./payment_judgements_routes.ts";
import { paymentNewsRoutes } from "./payment_news_routes.ts";
import { productCreationRoutes } from "./product_creation_routes.ts";
import { productFormsRoutes } from "./product_forms_routes.ts";
import { productsRoutes } from "./products_routes.ts";
import { registrationRoutes } from "./registration_routes.ts";
import { reservationsRoutes } from "./reservations_routes.ts";
import type { Authorize, Services } from "./services.ts";
import { transfersRoutes } from "./transfers_routes.ts";
import { unknownRoute } from "./unknown_route.ts";
import { userFormsRoutes } from "./user_forms_routes.ts";
import { usersRoutes } from "./users_routes.ts";

/** How an app differs from the usual one. */
export interface AppOptions {
  /** Recognises who asks for the business routes; without it they are open to everybody. */
  readonly authorize?: Authorize;
}

const businessPaths = [
  "/users/*",
  "/accounts/*",
  "/transfers",
  "/products/*",
  "/orders/*",
  "/demo/*",
  "/forms/users/*",
  "/forms/accounts/*",
  "/forms/products/*",
  "/forms/orders/*",
];
const operatorPaths = [
  "/admin/*",
  "/events",
  "/mailbox",
  "/reservations/*",
  "/forms/operators/*",
];

/**
 * Makes the web app over use cases and ports; nothing is shared between two apps.
 *
 * @example
 * ```ts
 * import { askRebuild, projectionStatus, subscriptionStatus } from "@portico/core";
 * import { compose, readConfig } from "@portico/core/composition";
 * import { createApp } from "@portico/core/web";
 *
 * await using application = await compose(readConfig({ STORE_URL: "memory:" }));
 * const { ports, wiring } = application;
 * const app = createApp({
 *   ...ports,
 *   ...application,
 *   subscriptions: { status: () => subscriptionStatus(ports.store) },
 *   projections: {
 *     status: () => projectionStatus(ports.store),
 *     rebuild: (name, actor) => askRebuild(ports, name, actor),
 *   },
 *   wiring: () => wiring,
 *   adminToken: "let-me-in",
 *   allowedHosts: ["localhost"],
 * }, {
 *   authorize: ({ headers }) =>
 *     headers.get("x-user") === "ada" ? { id: "user-1" } : undefined,
 * });
 * await app.request("/users", { headers: { "x-user": "ada" } }); // 200
 * ```
 */
export function createApp(services: Services, options: AppOptions = {}): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerProblem(services));
  app.notFound(unknownRoute(app));

  app.use(correlation(services.newId), securityHeaders, thrownValues);
  app.use(hostCheck(services.allowedHosts));
  app.use("/webhooks/*", bodyLimit);
  app.route("/", paymentNewsRoutes(services));
  app.use(originCheck, bodyLimit);
  for (const path of businessPaths) app.use(path, authorization(options.authorize));
  for (const path of operatorPaths) app.use(path, operatorsOnly(services.adminToken));
  app.use(idempotencyKey());

  app.route("/", homeRoutes(services));
  app.route("/", healthRoutes(services));
  app.route("/", usersRoutes(services));
  app.route("/", userFormsRoutes(services));
  app.route("/", registrationRoutes(services));
  app.route("/", accountsRoutes(services));
  app.route("/", accountCommandsRoutes(services));
  app.route("/", transfersRoutes(services));
  app.route("/", accountOpeningRoutes(services));
  app.route("/", accountFormsRoutes(services));
  app.route("/", productsRoutes(services));
  app.route("/", productCreationRoutes(services));
  app.route("/", productFormsRoutes(services));
  app.route("/", ordersRoutes(services));
  app.route("/", orderCommandsRoutes(services));
  app.route("/", orderPlacingRoutes(services));
  app.route("/", orderFormsRoutes(services));
  app.route("/", reservationsRoutes(services));
  app.route("/", mailboxRoutes(services));
  app.route("/", eventsRoutes(services));
  app.route("/", adminRoutes(services));
  app.route("/", busRoutes(services));
  app.route("/", paymentJudgementsRoutes(services));
  app.route("/", operatorFormsRoutes(services));
  return app;
}
