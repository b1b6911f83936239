import { z } from 'zod/mini';

const targetSchema = z.object({
  url: z.string(),
  dialect: z.enum(['bare', 'y-websocket', 'hocuspocus']),
});
const nothing = z.object({});
const waits = z.object({
  count: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
});

/** What the generator can be asked to do: the plan it gets, the result it gives. */
export const commandSchemas = {
  lockStep: {
    plan: z.object({
      target: targetSchema,
      serverPid: z.number(),
      rooms: z.number(),
      readersPerRoom: z.number(),
      updatesPerRound: z.number(),
      charactersPerUpdate: z.number(),
      /** Connections more to the first room, which read nothing once the rounds begin. */
      stalledReaders: z.number(),
      warmUpRounds: z.number(),
      rounds: z.number(),
      settleMs: z.number(),
    }),
    result: z.object({
      cpuMs: z.number(),
      cpuSettledMs: z.number(),
      wallMs: z.number(),
      updates: z.number(),
      deliveries: z.number(),
      /** How long a round took at the 99th percentile. */
      roundP99Ms: z.number(),
    }),
  },
  storeLarge: {
    plan: z.object({ target: targetSchema, document: z.string(), sizeBytes: z.number() }),
    result: z.object({
      clientId: z.number(),
      clock: z.number(),
      length: z.number(),
      encodedBytes: z.number(),
    }),
  },
  fetchLarge: {
    plan: z.object({
      target: targetSchema,
      document: z.string(),
      clientId: z.number(),
      clock: z.number(),
      length: z.number(),
    }),
    result: z.object({ receivedMs: z.number(), bytes: z.number(), isWhole: z.boolean() }),
  },
  editLarge: {
    plan: z.object({
      target: targetSchema,
      document: z.string(),
      clientId: z.number(),
      clock: z.number(),
    }),
    result: z.object({ answeredMs: z.number() }),
  },
  startProbe: {
    plan: z.object({ target: targetSchema, document: z.string(), intervalMs: z.number() }),
    result: nothing,
  },
  readProbe: { plan: nothing, result: waits },
  stopProbe: { plan: nothing, result: nothing },
  openIdle: {
    plan: z.object({ target: targetSchema, count: z.number(), documents: z.number() }),
    result: z.object({ open: z.number() }),
  },
  dropIdle: { plan: nothing, result: nothing },
  writeDocuments: {
    plan: z.object({
      target: targetSchema,
      group: z.string(),
      first: z.number(),
      count: z.number(),
      /** Each is one character, typed in no particular place. */
      edits: z.number(),
    }),
    result: nothing,
  },
  openReaders: {
    plan: z.object({
      target: targetSchema,
      group: z.string(),
      first: z.number(),
      count: z.number(),
    }),
    result: z.object({ open: z.number() }),
  },
  openStorm: {
    plan: z.object({ target: targetSchema, rooms: z.number(), clientsPerRoom: z.number() }),
    result: z.object({ open: z.number() }),
  },
  runStorm: {
    plan: nothing,
    result: z.object({
      clients: z.number(),
      allBackMs: z.number(),
      p99Ms: z.number(),
      refused: z.number(),
    }),
  },
  startStream: {
    plan: z.object({
      target: targetSchema,
      rooms: z.number(),
      updatesPerSecond: z.number(),
      longestMs: z.number(),
    }),
    result: nothing,
  },
  finishStream: {
    plan: nothing,
    result: z.object({
      rooms: z.array(
        z.object({
          document: z.string(),
          clientId: z.number(),
          sent: z.number(),
          seen: z.number(),
        }),
      ),
    }),
  },
  startAcked: {
    plan: z.object({
      /** The address of a link, workspace included. */
      url: z.string(),
      documents: z.number(),
      links: z.number(),
      updatesPerSecond: z.number(),
      longestMs: z.number(),
    }),
    result: nothing,
  },
  finishAcked: {
    plan: nothing,
    result: z.object({
      rooms: z.array(
        z.object({
          document: z.string(),
          clientId: z.number(),
          sent: z.number(),
          acked: z.number(),
        }),
      ),
    }),
  },
  startCrowd: {
    plan: z.object({
      /** Relays; people are spread over them. */
      targets: z.array(targetSchema),
      document: z.string(),
      /** The text that all type into. */
      root: z.string(),
      people: z.number(),
      charactersPerSecond: z.number(),
      seconds: z.number(),
    }),
    result: nothing,
  },
  finishCrowd: {
    /** How many characters were typed on the screen. */
    plan: z.object({ onScreen: z.number() }),
    result: z.object({
      keystrokes: z.number(),
      /** Keystrokes times those whom they reached. */
      arrivals: z.number(),
      p50Ms: z.number(),
      p99Ms: z.number(),
      maxMs: z.number(),
      /** Wall clock ms of each keystroke of the first person. */
      probeSentAtMs: z.array(z.number()),
      /** For each person, when each of the characters typed on the screen arrived. */
      heardAtMs: z.array(z.array(z.number())),
    }),
  },
  readClocks: {
    plan: z.object({
      target: targetSchema,
      rooms: z.array(
        z.object({ document: z.string(), clientId: z.number(), expected: z.number() }),
      ),
    }),
    result: z.object({ clocks: z.array(z.number()) }),
  },
} as const;

type Schemas = typeof commandSchemas;
export type CommandName = keyof Schemas;
export type Plan<Name extends CommandName> = z.output<Schemas[Name]['plan']>;
export type Result<Name extends CommandName> = z.output<Schemas[Name]['result']>;

/** One request to the generator's process. */
export const requestSchema = z.object({
  id: z.number(),
  name: z.string(),
  plan: z.unknown(),
});

/** Its answer: `result`, or `error` with what went wrong. */
export const replySchema = z.object({
  id: z.number(),
  result: z.optional(z.unknown()),
  error: z.optional(z.string()),
});

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandSchemas, name);
}
