/** Reading views: always of the generation that serves. */

import { InvalidCursor } from "../store/errors.ts";
import type { Document, Page } from "../store/store.ts";
import type { Schema } from "../store/upcast.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import type { Projection, ProjectionPorts, ProjectionReader, ViewQuery } from "./projection.ts";
import { CursorExpired, ProjectionNotRebuilt } from "./projection_errors.ts";
import {
  isSameDefinition,
  type ProjectionRecord,
  PROJECTIONS,
  viewCollection,
} from "./projection_records.ts";
import { untilConsistent } from "./projection_consistency.ts";
import { readView } from "./stored_view.ts";
import { readRecord } from "./subscription_records.ts";

/** Makes the reader of a projection's views. */
export function projectionReader<View>(
  ports: ProjectionPorts,
  definition: Pick<Projection<View>, "name" | "version" | "types">,
  schema: Schema<View>,
): ProjectionReader<View> {
  const { store } = ports;
  const { name } = definition;

  async function serving(): Promise<ProjectionRecord | undefined> {
    return (await readRecord<ProjectionRecord>(store, PROJECTIONS, name))?.value;
  }

  /** Reads again whenever another generation took over meanwhile: the old one may be half gone. */
  async function steadily<Result>(
    read: (record: ProjectionRecord | undefined) => Promise<Result>,
    isSure: (result: Result) => boolean,
  ): Promise<Result> {
    for (let record = await serving();;) {
      const result = await read(record);
      if (isSure(result)) return result;
      const now = await serving();
      if (now?.generation === record?.generation) return result;
      record = now;
    }
  }

  function decode(record: ProjectionRecord, document: Document): View {
    try {
      return readView(schema, viewCollection(name, record.generation), document);
    } catch (cause) {
      const ours = isSameDefinition(record.definition, definition);
      if (ours || isDomainError(cause)) throw cause;
      throw new ProjectionNotRebuilt(name, { cause });
    }
  }

  async function page(record: ProjectionRecord | undefined, query: ViewQuery): Promise<Page<View>> {
    const { by, limit } = query;
    const after = cursorWithin(name, record?.generation ?? 0, query.after);
    if (record === undefined) return { items: [], next: undefined };
    const collection = viewCollection(name, record.generation);
    const { items, next } = await store.find({ collection, by, limit, after });
    return {
      items: items.map((document) => decode(record, document)),
      next: next && `${record.generation}.${next}`,
    };
  }

  return {
    get: async (id, options = {}) => {
      await untilConsistent(ports, definition, options);
      return await steadily(async (record) => {
        if (record === undefined) return undefined;
        const document = await store.get(viewCollection(name, record.generation), id);
        return document && decode(record, document);
      }, (view) => view !== undefined);
    },
    find: async (query) => {
      await untilConsistent(ports, definition, query);
      return await steadily((record) => page(record, query), () => false);
    },
  };
}

/** The store's cursor within the cursor of a generation. */
function cursorWithin(
  name: string,
  generation: number,
  cursor: string | undefined,
): string | undefined {
  if (cursor === undefined) return undefined;
  const [, of = "", within] = /^([1-9]\d{0,14})\.(.+)$/.exec(cursor) ?? [];
  if (within === undefined || Number(of) > generation) throw new InvalidCursor();
  if (Number(of) < generation) throw new CursorExpired(name);
  return within;
}
