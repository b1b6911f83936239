import { addComponent, addDomain, addGroup, connect } from '@holdfast/shared/model/map-commands';
import { addPerson, setKnowledge } from '@holdfast/shared/model/map-people-commands';
import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { createStockClient } from '../interop/stock-client.ts';

let made = 0;
const context = {
  by: 'Ana',
  nowMs: Date.UTC(2026, 10, 27),
  random: {
    bytes(length: number): Uint8Array {
      made += 1;
      const bytes = new Uint8Array(length);
      new DataView(bytes.buffer).setUint32(0, made);
      return bytes;
    },
  },
};

/** Writes into the map of the workspace as any Yjs application would; gone again with the way that it returns. */
export function writeMap(
  relay: { readonly address: string },
  write: (doc: Y.Doc) => void,
): () => void {
  const client = createStockClient({
    version: '3.1',
    address: relay.address,
    document: 'map',
    webSocket: WebSocket,
  });
  write(client.doc);
  return () => client.destroy();
}

/** Two replicas of a database that share a resolver three layers below. */
export function writeShop(doc: Y.Doc): void {
  doc.transact(() => {
    addDomain(doc, { id: 'eu', name: 'EU West', kind: 'region' }, context);
    addDomain(doc, { id: 'eu-a', name: 'EU West A', kind: 'zone', parent: 'eu' }, context);
    addDomain(doc, { id: 'eu-b', name: 'EU West B', kind: 'zone', parent: 'eu' }, context);
    addPerson(doc, { id: 'ana', name: 'Ana Díaz' }, context);
    addPerson(doc, { id: 'ben', name: 'Ben Okafor' }, context);
    const add = (id: string, name: string, more: object = {}) =>
      addComponent(doc, { id, name, system: 'Shop', ...more }, context);
    add('web', 'Web shop', { objectiveAvailability: 0.999, tier: '1', ownerPeople: ['ana'] });
    add('api', 'Orders API', { availability: 0.9995, ownerPeople: ['ben'] });
    add('pay', 'Payments');
    add('db-1', 'Orders database 1', { domains: ['eu-a'], availability: 0.999 });
    add('db-2', 'Orders database 2', { domains: ['eu-b'], availability: 0.999 });
    add('secrets', 'Secret store', { system: 'Platform' });
    add('dns', 'Internal DNS', { layer: 'network', system: 'Platform', aliases: ['bind9'] });
    add('lb', 'Load balancer', { layer: 'network', system: 'Platform' });
    add('host-1', 'Host 1', { layer: 'hardware', system: 'Platform', domains: ['eu-a'] });
    add('host-2', 'Host 2', { layer: 'hardware', system: 'Platform', domains: ['eu-b'] });
    add('bank', 'Acquiring bank', { layer: 'vendor', system: '' });
    add('rota', 'On-call rota', { layer: 'people', system: '', staff: ['ana', 'ben'] });
    for (const [from, to, kind] of [
      ['web', 'lb', 'hard'],
      ['web', 'api', 'hard'],
      ['api', 'pay', 'soft'],
      ['pay', 'bank', 'hard'],
      ['db-1', 'host-1', 'hard'],
      ['db-2', 'host-2', 'hard'],
      ['db-1', 'secrets', 'hard'],
      ['db-2', 'secrets', 'hard'],
      ['secrets', 'dns', 'hard'],
      ['api', 'rota', 'human'],
    ] as const) {
      connect(doc, from, to, { kind }, context);
    }
    addGroup(
      doc,
      {
        id: 'dbs',
        component: 'api',
        name: 'Orders databases',
        needs: 1,
        members: ['db-1', 'db-2'],
      },
      context,
    );
    setKnowledge(
      doc,
      { person: 'ana', component: 'db-1', level: 'lead', on: '2026-11-01' },
      context,
    );
  });
}
