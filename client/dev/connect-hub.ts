import { project } from '@holdfast/shared/model/project';
import type { Projection } from '@holdfast/shared/model/projection';
import { archiveRunbook, createRunbook } from '@holdfast/shared/model/runbook';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { HubClient, SavedState, SyncReport } from '../src/hub/client-api.ts';
import { createObservable } from '../src/hub/observable.ts';
import { madeUpRunbooks } from './made-up-runbooks.ts';

/**
 * An in-memory hub for looking at the screens without relays: `vite --mode workbench`. Its state
 * comes from the address: `?workbench=empty`, `many`, `offline`, `failed`, `alone`, `one`.
 */
export function connectHub(): HubClient {
  const scene = new URLSearchParams(location.search).get('workbench') ?? '';
  const docs = new Map<string, Y.Doc>();
  const awarenesses = new Map<string, Awareness>();
  const projections = createObservable<ReadonlyMap<string, Projection> | undefined>(undefined);
  const saved = createObservable<SavedState>({ kind: 'opening', pending: 0, relays: 0, wanted: 2 });
  const people = createObservable(scene === 'alone' ? [] : samplePeople());
  const me = createObservable({ name: 'Kim Okafor', color: 5 });
  const sync = createObservable(sampleReport(scene));
  let pending = scene === 'offline' ? 4 : 0;

  function settled(): SavedState {
    if (scene === 'failed')
      return { kind: 'failed', pending: 2, relays: 0, wanted: 2, fault: 'full' };
    if (scene === 'offline') return { kind: 'device', pending, relays: 0, wanted: 2 };
    if (scene === 'one') return { kind: 'relays', pending: 1, relays: 1, wanted: 2 };
    return { kind: 'relays', pending: 0, relays: 2, wanted: 2 };
  }

  function docOf(name: string): Y.Doc {
    const known = docs.get(name);
    if (known !== undefined) return known;
    const doc = new Y.Doc();
    docs.set(name, doc);
    doc.on('update', () => {
      const next = new Map(projections.get());
      next.set(name, project(name, doc));
      if (projections.get() !== undefined) projections.set(next);
      pending += 1;
      saved.set({ kind: 'in-memory', pending: 1, relays: 0, wanted: 2 });
      setTimeout(() => saved.set(settled()), 300);
    });
    return doc;
  }

  const first = new Map<string, Projection>();
  const count = scene === 'empty' ? 0 : scene === 'many' ? 10_000 : 60;
  for (const [index, made] of madeUpRunbooks(count).entries()) {
    const name = `runbook:made-up-${index}`;
    if (scene === 'many') {
      first.set(name, made.projection);
      continue;
    }
    const doc = new Y.Doc();
    createRunbook(doc, made, made.projection.changedAtMs, made.projection.changedBy);
    if (made.projection.sourcePath !== '') {
      doc.getMap('meta').set('sourcePath', made.projection.sourcePath);
    }
    if (index % 20 === 19) archiveRunbook(doc, made.projection.changedAtMs, 'Ana Díaz');
    first.set(name, project(name, doc));
    const watched = docOf(name);
    Y.applyUpdate(watched, Y.encodeStateAsUpdate(doc));
  }
  setTimeout(() => {
    projections.set(first);
    saved.set(settled());
  }, 50);

  const device = new Y.Doc();
  const hub: HubClient = {
    workspace: 'demo',
    isNamedInAddresses: false,
    likelyWorkspaces: () => Promise.resolve([]),
    saved,
    sync,
    projections,
    people,
    announce: () => undefined,
    open(name) {
      const doc = docOf(name);
      const awareness = awarenesses.get(name) ?? new Awareness(doc);
      awarenesses.set(name, awareness);
      return { name, doc, awareness, ready: Promise.resolve(), close: () => undefined };
    },
    async search(query, limit) {
      const hits = [];
      for (const [doc, one] of projections.get() ?? []) {
        if (one.kind !== 'runbook') continue;
        const at = one.text.toLowerCase().indexOf(query.toLowerCase());
        if (at < 0) continue;
        const start = Math.max(0, at - 40);
        const excerpt = one.text.slice(start, at + 120);
        const mark: readonly [number, number] = [at - start, at - start + query.length];
        hits.push({ doc, title: one.title, titleMarks: [], excerpt, marks: [mark] });
        if (hits.length === limit) break;
      }
      return { hits, total: hits.length };
    },
    related: () => Promise.resolve([]),
    device,
    deviceReady: Promise.resolve(),
    me,
    setMe: me.set,
    made: createObservable(0),
    entryContext: () => ({
      actor: { name: me.get().name, device: 'workbench' },
      nowMs: Date.now(),
      random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    }),
    retry: () => undefined,
    addRelay(url) {
      const report = sync.get();
      const relay = { url, state: 'connecting' as const, insecure: false };
      sync.set({ ...report, relays: [...report.relays, relay] });
    },
    removeRelay(url) {
      const report = sync.get();
      sync.set({ ...report, relays: report.relays.filter((relay) => relay.url !== url) });
    },
    exportFile: async () => new Uint8Array([1, 2, 3]),
    importFile: async () => ({ ok: true, documents: 3, changed: 2 }),
    readDocuments: async () => [],
    writeDocuments: async () => [],
    access: createObservable<unknown>(undefined),
    askAccess: async () => undefined,
    lock: createObservable<unknown>(undefined),
  };
  Object.assign(globalThis, { workbench: { hub, docOf, people } });
  return hub;
}

function samplePeople() {
  return [
    { id: '1', name: 'Ana Díaz', color: 1, path: '/runbooks/made-up-0/edit' },
    { id: '2', name: 'Tom Berger', color: 2, path: '/runbooks/made-up-0' },
    { id: '3', name: 'Yuki Mori', color: 6, path: '/runbooks' },
  ];
}

function sampleReport(scene: string): SyncReport {
  const now = Date.now();
  const offline = scene === 'offline' || scene === 'failed';
  return {
    known: true,
    relays: [
      offline
        ? {
            url: 'http://127.0.0.1:4100',
            label: 'Relay A',
            state: 'waiting',
            problem: 'Nothing answers at this address.',
            nextTryAtMs: now + 14_000,
            lastAckAtMs: now - 400_000,
            insecure: false,
          }
        : {
            url: 'http://127.0.0.1:4100',
            label: 'Relay A',
            state: 'connected',
            roundTripMs: 3.4,
            lastAckAtMs: now - 2000,
            insecure: false,
          },
      {
        url: 'https://relay-b.eu-west.ops.example.org',
        state: offline ? 'connecting' : 'connected',
        ...(offline ? {} : { roundTripMs: 41.7, lastAckAtMs: now - 61_000 }),
        insecure: scene === 'offline',
      },
      { url: 'http://127.0.0.1:4102', label: 'Relay C', state: 'standby', insecure: false },
    ],
    offered: 0,
    unsent: offline
      ? [
          { doc: 'runbook:made-up-0', changes: 3 },
          { doc: 'workspace', changes: 1 },
        ]
      : [],
    documents: 61,
    lastCaughtUpAtMs: now - 90_000,
    storage: {
      persistent: !offline,
      usedBytes: 5_400_000,
      quotaBytes: 2_100_000_000,
      ...(scene === 'failed' ? { fault: 'full' as const } : {}),
    },
    quarantined: scene === 'failed' ? 2 : 0,
    hub: 'shared-worker',
  };
}
