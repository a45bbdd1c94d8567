/** What is kept of connections, read back through a schema: another version of the app may have written it. */
import { z } from 'zod/mini';
import { AUTHORIZATIONS, CONNECTION_KINDS, type ConnectionConfig } from '../domain/connection.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import { parseJson } from './records.ts';

const config = z.object({
  key: z.string().check(z.regex(/^l-[a-z0-9]{1,37}$/u)),
  kind: z.enum(CONNECTION_KINDS),
  name: z.string().check(z.maxLength(200)),
  url: z.string().check(z.maxLength(2000)),
  step: z.number().check(z.gte(SECOND), z.lte(60 * MINUTE)),
  window: z.number().check(z.gte(0), z.lte(31 * 24 * 60 * MINUTE)),
  mapping: z.record(z.string(), z.string().check(z.maxLength(4000))),
  filter: z.string().check(z.maxLength(2000)),
  authorization: z.enum(AUTHORIZATIONS),
});

const record = z.object({
  version: z.literal(1),
  confirmed: z.array(z.string()),
  connections: z.array(z.unknown()),
});

/** Origins and connections that were kept. What does not fit the schema is left out; the rest is kept. */
export function readKept(text: string | undefined): {
  readonly confirmed: readonly string[];
  readonly connections: readonly ConnectionConfig[];
} {
  const found = record.safeParse(parseJson(text ?? 'null'));
  if (!found.success) return { confirmed: [], connections: [] };
  return {
    confirmed: found.data.confirmed,
    connections: found.data.connections.flatMap((one) => {
      const read = config.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  };
}

/** Checks a configuration that came over a port. @throws z.core.$ZodError for a caller's bug */
export function readConfig(value: unknown): ConnectionConfig {
  return config.parse(value);
}
