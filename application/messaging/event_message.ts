/** Events of the log as messages, and back. */

import type { Json } from "../../domain/kernel/json.ts";
import type { Metadata, Recorded } from "../store/store.ts";
import type { CloudEvent, Extensions } from "./cloud_event.ts";

/** Gives the channel of an event, such as the name of its context; `undefined` keeps it here. */
export type ChannelOf = (event: Recorded) => string | undefined;

/**
 * Makes a lookup of channels from the event types of each.
 *
 * @example
 * ```ts
 * import { channelsOf, userCodec } from "@portico/core";
 *
 * channelsOf({ users: userCodec.types });
 * ```
 */
export function channelsOf(types: Readonly<Record<string, readonly string[]>>): ChannelOf {
  const byType = new Map(
    Object.entries(types).flatMap(([channel, names]) => names.map((name) => [name, channel])),
  );
  return ({ type }) => byType.get(type);
}

/**
 * Tells an event of the log to others: id, type, time and data are the event's own, the subject and
 * the partition key its stream.
 */
export function cloudEventOf(event: Recorded, source: string): CloudEvent {
  const { id, type, stream, version, position, recordedAt, metadata, data } = event;
  return {
    id,
    source,
    type,
    subject: stream,
    time: recordedAt,
    extensions: {
      partitionkey: stream,
      // Integers of CloudEvents have 32 bits.
      position: String(position),
      version: String(version),
      ...extensionsOf(metadata),
    },
    data,
  };
}

/** Gives the event of the log that was told; `undefined` when the message is no such event. */
export function recordedOf(event: CloudEvent): Recorded | undefined {
  const { id, type, subject: stream, time: recordedAt, data, extensions } = event;
  const [position, version] = [Number(extensions.position), Number(extensions.version)];
  if (stream === undefined || recordedAt === undefined || data === undefined) return undefined;
  if (!(position > 0 && version > 0)) return undefined;
  const metadata = metadataIn(extensions);
  return { id, type, stream, version, position, recordedAt, metadata, data };
}

/** What follows from a message belongs with it: its correlation goes on, and it is the cause. */
export function consequenceOf({ id, extensions }: CloudEvent): Metadata {
  const { correlationid = id, traceparent } = extensions;
  return {
    correlationId: String(correlationid),
    causationId: id,
    ...(traceparent === undefined ? {} : { traceparent: String(traceparent) }),
  };
}

/** Attributes are named in small letters; whatever else metadata holds goes as JSON. */
function extensionsOf(metadata: Metadata): Extensions {
  const { correlationId, causationId, commandId, traceparent, actor, schemaVersion, ...rest } =
    metadata;
  const all = {
    correlationid: correlationId,
    causationid: causationId,
    commandid: commandId,
    traceparent,
    actor,
    schemaversion: schemaVersion,
    metadata: Object.keys(rest).length === 0 ? undefined : JSON.stringify(rest),
  };
  return present(all);
}

function metadataIn(extensions: Extensions): Metadata {
  const { correlationid, causationid, commandid, traceparent, actor, schemaversion, metadata } =
    extensions;
  return {
    ...(typeof metadata === "string" ? JSON.parse(metadata) as Record<string, Json> : {}),
    ...present({
      correlationId: text(correlationid),
      causationId: text(causationid),
      commandId: text(commandid),
      traceparent: text(traceparent),
      actor: text(actor),
      schemaVersion: schemaversion === undefined ? undefined : Number(schemaversion),
    }),
  };
}

function text(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function present<Value>(all: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const there: Record<string, Value> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) there[name] = value;
  }
  return there;
}
