/** CloudEvents 1.0 in JSON: how a message looks to everybody's tools. */

import { z } from "zod";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { Json } from "../../domain/kernel/json.ts";

/** Attributes beside those that CloudEvents defines; names are 1 to 20 of `a-z` and `0-9`. */
export type Extensions = Readonly<Record<string, string | number | boolean>>;

/**
 * Something that happened, as it is told to others.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export interface CloudEvent {
  /** With `source` it identifies the event: two with both the same are one. */
  readonly id: string;
  /** A URI or a part of one: which system tells it. */
  readonly source: string;
  readonly type: string;
  /** What it is about within the source. */
  readonly subject?: string;
  /** RFC 3339. */
  readonly time?: string;
  /** A URI. */
  readonly dataschema?: string;
  readonly extensions: Extensions;
  readonly data?: Json;
}

/** What came is not a CloudEvent that can be read here, and never will be. */
export class UnreadableMessage extends DomainError {
  override readonly code = "messages/unreadable";
  override readonly kind = "invalid";
  override readonly permanent = true;

  constructor(reason: string, options?: ErrorOptions) {
    super(`Cannot read the message: ${reason}`, options);
  }
}

/** Writes an event in the structured JSON format, `application/cloudevents+json`. */
export function encodeCloudEvent(event: CloudEvent): string {
  const { extensions, id, source, type, subject, time, dataschema, data } = event;
  // What is undefined is left out.
  return JSON.stringify({
    ...extensions,
    ...{ specversion: "1.0", id, source, type, subject, time, dataschema },
    ...{ datacontenttype: data === undefined ? undefined : "application/json", data },
  });
}

/**
 * Reads the structured JSON format.
 *
 * @throws {UnreadableMessage}
 */
export function decodeCloudEvent(text: string): CloudEvent {
  const { success, data: read, error } = envelope.safeParse(parseJson(text));
  if (!success) throw new UnreadableMessage(reasonOf(error));
  const { specversion: _, datacontenttype, data_base64, data, ...named } = read;
  if (data_base64 != null) throw new UnreadableMessage("its data is binary");
  if (!isJsonType(datacontenttype)) {
    throw new UnreadableMessage(`its data is ${JSON.stringify(datacontenttype)}, not JSON`);
  }
  const { id, source, type, subject, time, dataschema, ...others } = named;
  return {
    id,
    source,
    type,
    ...present({ subject, time, dataschema }),
    extensions: extensionsIn(others),
    ...(data === undefined ? {} : { data: data as Json }),
  };
}

const text = z.string().min(1);
const optional = text.nullish();
const envelope = z.looseObject({
  specversion: z.literal("1.0"),
  id: text,
  source: text,
  type: text,
  subject: optional,
  time: z.iso.datetime({ offset: true }).nullish(),
  dataschema: optional,
  datacontenttype: optional,
  data_base64: z.string().nullish(),
  data: z.unknown().optional(),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableMessage("it is not JSON", { cause });
  }
}

function reasonOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`).join("; ");
}

function isJsonType(type: string | null | undefined): boolean {
  return type == null || /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

/** An attribute that is `null` is one that is not there. */
function present(attributes: Readonly<Record<string, string | null | undefined>>) {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] != null),
  );
}

function extensionsIn(others: Readonly<Record<string, unknown>>): Extensions {
  const extensions: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(others)) {
    if (value === null || value === undefined) continue;
    if (!/^[a-z0-9]+$/.test(name)) {
      throw new UnreadableMessage(`no attribute can be called ${JSON.stringify(name)}`);
    }
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new UnreadableMessage(`the attribute ${name} is no simple value`);
    }
    extensions[name] = value;
  }
  return extensions;
}
