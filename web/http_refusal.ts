/** Refusals of requests that never came to a use case. */

import type { ContentfulStatusCode } from "hono/utils/http-status";

/** What such a refusal says. */
export interface HttpRefusalOptions {
  readonly status: ContentfulStatusCode;
  /** `http/condition`. */
  readonly code: string;
  /** The same for every refusal with the code. */
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that HTTP itself has something against. */
export class HttpRefusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, code, title, detail, headers = {} }: HttpRefusalOptions) {
    super(detail);
    this.status = status;
    this.code = code;
    this.title = title;
    this.headers = headers;
  }

  override get name(): string {
    return "HttpRefusal";
  }
}
