/**
 * The catalogue of another Portico, over HTTP, for orders to sell from.
 *
 * @module
 */

export {
  type HttpCatalog,
  httpCatalog,
  type HttpCatalogOptions,
  type HttpCatalogPorts,
} from "./catalog.ts";
export { CatalogRefused, CatalogUnavailable } from "./errors.ts";
