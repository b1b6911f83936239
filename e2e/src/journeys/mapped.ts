import { addComponent, addDomain, addGroup, connect } from '@holdfast/shared/model/map-commands';
import {
  addLeave,
  addPerson,
  addTeam,
  setKnowledge,
} from '@holdfast/shared/model/map-people-commands';
import type { MapContext } from '@holdfast/shared/model/map-write';
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { createStockClient } from '../interop/stock-client.ts';

/** A local day so many days after today: leaves and knowledge are told from today on. */
export function dayFromNow(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() + days);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Changes the map of the workspace at a relay, as another device would; ends once the relay has it. */
export async function changeMap(
  address: string,
  change: (doc: Y.Doc, context: MapContext) => void,
): Promise<void> {
  const writer = createStockClient({
    version: '3.1',
    address,
    document: 'map',
    webSocket: WebSocket,
  });
  writer.doc.transact(() =>
    change(writer.doc, {
      nowMs: Date.now(),
      by: 'Seed',
      random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    }),
  );
  // Somebody else has it from the relay: then the relay has it.
  const reader = createStockClient({
    version: '3.1',
    address,
    document: 'map',
    webSocket: WebSocket,
  });
  try {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        const written = JSON.stringify(writer.doc.getMap('components'));
        if (JSON.stringify(reader.doc.getMap('components')).length === written.length) resolve();
      };
      reader.doc.on('update', look);
      look();
    });
  } finally {
    writer.destroy();
    reader.destroy();
  }
}

/** A small shop: a region with two zones, three people, and payments that only Ana can lead. */
export function drawShop(doc: Y.Doc, context: MapContext): void {
  addDomain(doc, { id: 'eu-west', name: 'eu-west', kind: 'region' }, context);
  for (const zone of ['eu-west-a', 'eu-west-b'])
    addDomain(doc, { id: zone, name: zone, kind: 'zone', parent: 'eu-west' }, context);
  addTeam(doc, { id: 'shop', name: 'Shop' }, context);
  addTeam(doc, { id: 'platform', name: 'Platform' }, context);
  for (const [id, name, team, role] of [
    ['ana', 'Ana Ortiz', 'shop', 'Payments lead'],
    ['ben', 'Ben Achterberg', 'shop', 'Engineer'],
    ['cy', 'Cy Nakamura', 'platform', 'Site reliability engineer'],
  ] as const) {
    const contacts = [{ kind: 'email', value: `${id}@shop.example` }];
    addPerson(doc, { id, name, role, teams: [team], contacts }, context);
  }
  for (const [id, name, tier] of [
    ['storefront', 'Storefront', '1'],
    ['payments', 'Payments', '1'],
    ['search', 'Search', '2'],
    ['ledger', 'Ledger database', '1'],
    ['ledger-a', 'Ledger replica a', '1'],
    ['ledger-b', 'Ledger replica b', '1'],
  ] as const)
    addComponent(doc, { id, name, tier, ownerTeams: ['shop'] }, context);
  addComponent(doc, { id: 'mail', name: 'Mail provider', layer: 'vendor' }, context);
  for (const [id, zone] of [
    ['ledger-a', 'eu-west-a'],
    ['ledger-b', 'eu-west-b'],
  ] as const)
    doc.getMap('components').set(`${id}/domains/${zone}`, true);
  doc.getMap('components').set('payments/objectiveAvailability', 0.9999);
  doc.getMap('components').set('payments/availability', 0.9995);
  connect(doc, 'storefront', 'payments', {}, context);
  connect(doc, 'storefront', 'search', { kind: 'soft' }, context);
  connect(doc, 'payments', 'ledger', {}, context);
  connect(doc, 'payments', 'mail', { kind: 'soft' }, context);
  addGroup(
    doc,
    { id: 'replicas', component: 'ledger', needs: 1, members: ['ledger-a', 'ledger-b'] },
    context,
  );
  for (const [person, component, level, days] of [
    ['ana', 'payments', 'lead', -20],
    ['ben', 'payments', 'operate', -100],
    ['cy', 'payments', 'seen', -500],
    ['ana', 'ledger', 'lead', -200],
    ['cy', 'ledger', 'lead', -30],
    ['ben', 'storefront', 'lead', -10],
    ['ana', 'storefront', 'lead', -400],
    ['cy', 'search', 'operate', -60],
  ] as const)
    setKnowledge(doc, { person, component, level, on: dayFromNow(days) }, context);
  const leaves = [
    ['ana', 3, 9, 'Holiday'],
    ['ben', 5, 7, ''],
    ['cy', 6, 12, 'Parental leave'],
  ] as const;
  for (const [person, from, to, note] of leaves)
    addLeave(doc, { person, from: dayFromNow(from), to: dayFromNow(to), note }, context);
}
