/**
 * What a tab and the hub say to each other, over a MessagePort or an emulated one. Both sides
 * belong to Holdfast, but not always to the same build: so each message is checked, and what is
 * not understood is dropped.
 */
import { projectionSchema } from '@holdfast/shared/model/projection';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';

/** Raised when either side could misunderstand the other; see `hello` and `welcome`. */
export const portVersion = 2;

/** Why a channel is closed whose document has become another one than what the tab has. */
export const replacedReason = 'replaced';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const count = z.int().check(z.nonnegative());

const deviceFaultSchema = z.enum(['full', 'refused', 'gone', 'failed', 'hub-lost']);

const documentUpdateSchema = z.object({ doc: documentNameSchema, update: bytes });

const tabMessages = [
  /** First. `lifeLock` is a lock that the tab holds as long as it lives. */
  z.object({ type: z.literal('hello'), version: z.int(), lifeLock: z.string() }),
  /** Opens a document under a channel number that this tab has not used before. */
  z.object({ type: z.literal('open'), channel: count, doc: documentNameSchema }),
  /** One y-websocket frame. */
  z.object({ type: z.literal('frame'), channel: count, bytes }),
  z.object({ type: z.literal('close'), channel: count }),
  z.object({
    type: z.literal('search'),
    request: count,
    query: z.string(),
    limit: count,
    choice: z.exactOptional(
      z.object({
        archived: z.boolean(),
        owner: z.string(),
        tag: z.string(),
        component: z.string(),
        alert: z.string(),
      }),
    ),
  }),
  z.object({ type: z.literal('related'), request: count, doc: documentNameSchema, limit: count }),
  z.object({
    type: z.literal('export'),
    request: count,
    scope: z.exactOptional(z.enum(['everything', 'unsent'])),
  }),
  z.object({ type: z.literal('import'), request: count, bytes }),
  /** Whole documents, for what is worked out of many of them without opening each. */
  z.object({ type: z.literal('read'), request: count, docs: z.array(documentNameSchema) }),
  z.object({ type: z.literal('write'), request: count, updates: z.array(documentUpdateSchema) }),
  z.object({ type: z.literal('retry'), url: z.optional(z.string()) }),
  z.object({ type: z.literal('add-relay'), url: z.string() }),
  z.object({ type: z.literal('remove-relay'), url: z.string() }),
  /** About keys; what it is, only code that comes late knows (`access/device/access-messages.ts`). */
  z.object({ type: z.literal('access'), request: count, question: z.unknown() }),
  z.object({ type: z.literal('ping') }),
  /** The tab is going; the hub forgets what it spoke for. */
  z.object({ type: z.literal('bye') }),
] as const;

export const tabMessageSchema = z.discriminatedUnion('type', tabMessages);
export type TabMessage = z.infer<typeof tabMessageSchema>;

const relayReportSchema = z.object({
  url: z.string(),
  label: z.exactOptional(z.string()),
  state: z.enum(['connected', 'connecting', 'waiting', 'standby', 'stopped']),
  roundTripMs: z.exactOptional(z.number()),
  lastAckAtMs: z.exactOptional(z.number()),
  problem: z.exactOptional(z.string()),
  nextTryAtMs: z.exactOptional(z.number()),
  lastContactAtMs: z.exactOptional(z.number()),
  older: z.exactOptional(z.enum(['page', 'relay'])),
  live: z.exactOptional(z.boolean()),
  insecure: z.boolean(),
});

const outboxSchema = z.object({
  /** Edits of this device on fewer than the wanted number of relays. */
  pending: count,
  relays: count,
  wanted: count,
});
export type OutboxReport = z.infer<typeof outboxSchema>;

/** What the hub knows of this device's edits and relays. */
const hubStatusSchema = z.object({
  /** Why this device cannot save now. */
  fault: z.exactOptional(deviceFaultSchema),
  /** The database was deleted while in use, since the hub started; it has been begun anew. */
  deletedUnderUs: z.boolean(),
  outbox: outboxSchema,
  relays: z.array(relayReportSchema),
  unsent: z.array(z.object({ doc: documentNameSchema, changes: count })),
  /** Edits of others that are offered to relays, since the one that they came from may have lost them. */
  offered: z.exactOptional(count),
  documents: count,
  lastCaughtUpAtMs: z.exactOptional(z.number()),
  earlierCaughtUpAtMs: z.exactOptional(z.number()),
  quarantined: count,
  /** Relays do not let this device in; `locked`: and it has nothing of the workspace. */
  barred: z.exactOptional(z.enum(['refused', 'locked'])),
  /** Who makes the edits of this device, as relays know it. */
  person: z.exactOptional(z.object({ id: z.string(), name: z.string() })),
  /** What is known of keys, for code that comes late. */
  access: z.exactOptional(z.unknown()),
});
export type HubStatus = z.infer<typeof hubStatusSchema>;

const projectionEntrySchema = z.object({ doc: documentNameSchema, projection: projectionSchema });
export type ProjectionEntry = z.infer<typeof projectionEntrySchema>;

const marksSchema = z.readonly(z.array(z.readonly(z.tuple([z.number(), z.number()]))));

const searchHitSchema = z.object({
  doc: documentNameSchema,
  title: z.string(),
  titleMarks: marksSchema,
  excerpt: z.string(),
  marks: marksSchema,
  name: z.exactOptional(
    z.object({
      kind: z.enum(['alert', 'alias', 'component', 'owner', 'tag']),
      text: z.string(),
      marks: marksSchema,
    }),
  ),
  similar: z.exactOptional(z.boolean()),
});

const relatedSchema = z.object({
  doc: documentNameSchema,
  title: z.string(),
  reasons: z.readonly(
    z.array(
      z.object({
        kind: z.enum([
          'links-to',
          'linked-from',
          'alerts',
          'components',
          'tags',
          'owners',
          'words',
        ]),
        items: z.readonly(z.array(z.string())),
      }),
    ),
  ),
});

const hubMessages = [
  /** Answer to `hello`. `lifeLock` is held by the hub as long as it lives. */
  z.object({
    type: z.literal('welcome'),
    version: z.int(),
    lifeLock: z.string(),
    host: z.enum(['shared-worker', 'elected-tab']),
    /** What this device keeps of the workspace is encrypted. */
    sealed: z.exactOptional(z.boolean()),
  }),
  /** There is no hub, or soon none: what stands in its place, only code that comes late knows (`lock/lock-messages.ts`). */
  z.object({ type: z.literal('locked'), lifeLock: z.string(), lock: z.unknown() }),
  /** This worker is not the hub: another one of this device is. */
  z.object({ type: z.literal('busy') }),
  z.object({ type: z.literal('opened'), channel: count, store: z.string() }),
  z.object({ type: z.literal('frame'), channel: count, bytes }),
  /**
   * How many of the channel's edits are on this device's disk, counted from its opening. Carries the
   * outbox, so that no tab takes an edit just saved here for one that the relays have.
   */
  z.object({ type: z.literal('saved'), channel: count, count, outbox: outboxSchema }),
  z.object({ type: z.literal('closed'), channel: count, code: z.int(), reason: z.string() }),
  z.object({ type: z.literal('status'), status: hubStatusSchema }),
  /** All projections at first, later those that changed; `anew`: those sent before are void. */
  z.object({
    type: z.literal('projections'),
    anew: z.boolean(),
    entries: z.array(projectionEntrySchema),
  }),
  z.object({
    type: z.literal('found'),
    request: count,
    hits: z.readonly(z.array(searchHitSchema)),
    total: count,
    reading: z.exactOptional(z.object({ done: count, total: count })),
  }),
  z.object({
    type: z.literal('related'),
    request: count,
    related: z.readonly(z.array(relatedSchema)),
  }),
  z.object({
    type: z.literal('exported'),
    request: count,
    bytes: z.exactOptional(bytes),
    problem: z.exactOptional(z.string()),
  }),
  z.object({
    type: z.literal('imported'),
    request: count,
    documents: count,
    changed: z.exactOptional(count),
    problem: z.exactOptional(z.string()),
  }),
  /** Those that are there, each as one Yjs update. */
  z.object({
    type: z.literal('documents'),
    request: count,
    documents: z.array(documentUpdateSchema),
  }),
  /** All others are on this device's disk. */
  z.object({
    type: z.literal('wrote'),
    request: count,
    problems: z.array(z.object({ doc: documentNameSchema, problem: z.string() })),
  }),
  z.object({ type: z.literal('access'), request: count, answer: z.unknown() }),
  /** Answer to `ping`, and sent by itself every few seconds: background tabs may not run timers. */
  z.object({ type: z.literal('alive') }),
] as const;

export const hubMessageSchema = z.discriminatedUnion('type', hubMessages);
export type HubMessage = z.infer<typeof hubMessageSchema>;
