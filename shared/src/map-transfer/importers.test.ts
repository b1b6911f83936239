import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import type { MapValue } from '../model/map-value.ts';
import { mapImportSteps } from './apply-map-import.ts';
import type { SourceFile } from './draft.ts';
import { planMapImport } from './plan-map-import.ts';
import { readMapSources } from './read-sources.ts';

function read(...files: readonly SourceFile[]) {
  const { draft, formats } = readMapSources(files);
  const doc = new Y.Doc();
  for (const step of mapImportSteps(planMapImport(doc, draft), mapContext())) step(doc);
  const map = readMap(doc);
  const again = planMapImport(doc, draft).items.filter(({ kind }) => kind !== 'unchanged');
  expect(again).toEqual([]);
  expect(map.problems).toEqual([]);
  return {
    map,
    formats: [...formats.values()],
    notes: draft.notes.map(({ kind, text }) => `${kind}: ${text}`),
  };
}

function names(map: MapValue, ids: readonly string[]): readonly string[] {
  return ids.map((id) => map.components.get(id)?.name ?? id).toSorted();
}

function edges(map: MapValue): readonly string[] {
  const name = (id: string): string => map.components.get(id)?.name ?? id;
  return [...map.dependencies.values()]
    .map(({ from, to }) => `${name(from)} > ${name(to)}`)
    .toSorted();
}

describe('Compose files', () => {
  it('become components that need each other', () => {
    const text = `services:
  web:
    image: shop/web:1
    depends_on: { db: { condition: service_healthy } }
    links: ['cache:redis']
  db: { image: postgres }
  worker: { build: ., depends_on: [db, queue], network_mode: 'service:web' }
  cache: { image: redis }
`;
    const { map, notes, formats } = read({ path: 'shop/compose.yaml', text });
    expect(formats).toEqual(['compose']);
    expect(edges(map)).toEqual(['web > cache', 'web > db', 'worker > db', 'worker > web']);
    expect(map.setAside).toMatchObject([{ field: 'to', missing: { why: 'unknown' } }]);
    expect(notes).toEqual(['dangling: worker depends on queue, which no file has.']);
    expect([...map.components.values()].every(({ system }) => system === 'shop')).toBe(true);
  });
});

describe('Kubernetes manifests', () => {
  const text = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Node
    metadata: { name: n1, labels: { topology.kubernetes.io/zone: eu-1a, topology.kubernetes.io/region: eu-1 } }
  - apiVersion: v1
    kind: Service
    metadata: { name: web, namespace: shop }
    spec: { selector: { app: web } }
  - apiVersion: v1
    kind: Service
    metadata: { name: db, namespace: shop }
    spec: { selector: { app: db } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, env: [{ name: DB, value: 'postgres://u:s3cret@db.shop:5432/x' }] }]
      volumes: [{ name: v, persistentVolumeClaim: { claimName: files } }]
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, namespace: shop, ownerReferences: [{ kind: Deployment, name: web }] }
spec: { replicas: 3 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { minAvailable: 60%, selector: { matchLabels: { app: web } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: site, namespace: shop }
spec: { rules: [{ http: { paths: [{ backend: { service: { name: web } } }, { backend: { service: { name: gone } } }] } }] }
`;

  it('become components, with replicas as groups, and zones as domains', () => {
    const { map, notes, formats } = read({ path: 'k8s/all.yaml', text });
    expect(formats).toEqual(['kubernetes']);
    expect(edges(map)).toEqual([
      'site (ingress) > web (service)',
      'web (service) > web',
      'web > db (service)',
      'web > files (volume)',
    ]);
    expect([...map.groups.values()]).toMatchObject([{ needs: 2, members: { length: 3 } }]);
    expect(names(map, [...map.components.keys()])).not.toContain('web-1');
    const node = [...map.components.values()].find(({ name }) => name === 'n1');
    expect(node).toMatchObject({ layer: 'hardware' });
    const zone = map.domains.get(node?.domains[0] ?? '');
    expect(zone).toMatchObject({ name: 'eu-1a', kind: 'zone' });
    expect(map.domains.get(zone?.parent ?? '')).toMatchObject({ name: 'eu-1', kind: 'region' });
    expect(notes).toEqual([
      'dangling: Service db selects pods that no file has.',
      'dangling: Ingress site leads to the service gone, which no file has.',
    ]);
    expect(JSON.stringify([...map.components.values()])).not.toContain('s3cret');
  });
});

describe('the state of Terraform', () => {
  it('gives nested modules, what depends on what, and nothing sensitive', () => {
    const secret = 'hunter2';
    const state = {
      format_version: '1.0',
      values: {
        root_module: {
          resources: [
            {
              address: 'aws_instance.web[0]',
              mode: 'managed',
              type: 'aws_instance',
              provider_name: 'registry.terraform.io/hashicorp/aws',
              values: { availability_zone: 'eu-west-1a', name: secret, password: secret },
              sensitive_values: { name: true },
              depends_on: [
                'module.data.module.db.aws_db_instance.main',
                'aws_vpc.gone',
                'data.aws_ami.x',
              ],
            },
            { address: 'data.aws_ami.x', mode: 'data', type: 'aws_ami', values: {} },
          ],
          child_modules: [
            {
              address: 'module.data',
              child_modules: [
                {
                  address: 'module.data.module.db',
                  resources: [
                    {
                      address: 'module.data.module.db.aws_db_instance.main',
                      mode: 'managed',
                      type: 'aws_db_instance',
                      provider_name: 'registry.terraform.io/hashicorp/aws',
                      values: { tags: { Name: 'Orders' }, password: secret },
                      sensitive_values: {},
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
    };
    const { map, notes, formats } = read({ path: 'state.json', text: JSON.stringify(state) });
    expect(formats).toEqual(['terraform']);
    expect(edges(map)).toEqual(['aws_instance.web[0] > Orders']);
    expect(
      [...map.components.values()].map(({ name, layer, system }) => [name, layer, system]),
    ).toEqual(
      expect.arrayContaining([
        ['aws_instance.web[0]', 'hardware', ''],
        ['Orders', 'hardware', 'data/db'],
      ]),
    );
    expect([...map.domains.values()].map(({ name, kind }) => `${kind} ${name}`).toSorted()).toEqual(
      ['provider aws', 'region eu-west-1', 'zone eu-west-1a'],
    );
    expect(notes).toEqual([
      'dangling: aws_instance.web[0] depends on aws_vpc.gone, which no file has.',
    ]);
    expect(JSON.stringify([...map.components.values()])).not.toContain(secret);
  });
});

describe('tables', () => {
  it('of components with what they need', () => {
    const text =
      'Name;Layer;Depends on;Owner;Team;Zone\r\nWeb;software;"DB";Ana;Shop;\r\nDB;;Disk, old;;;z1\r\n"Disk, old";hardware;;;;z1\r\nDB;cloud;;;;\r\n';
    const { map, notes } = read({ path: 'list.csv', text });
    expect(edges(map)).toEqual(['DB > Disk, old', 'Web > DB']);
    expect(map.people.size).toBe(1);
    expect([...map.domains.values()]).toMatchObject([{ name: 'z1', kind: 'zone' }]);
    expect(notes).toEqual([
      'duplicate: DB is there twice. Both rows are read as one.',
      'left-out: "cloud" is no layer: hardware, network, software, people, vendor.',
    ]);
  });

  it('of dependencies, and tables of nothing', () => {
    const { map, notes } = read(
      { path: 'edges.csv', text: 'from,to,dependency\na,b,soft\n' },
      { path: 'c.csv', text: 'name\na\nb\n' },
      { path: 'other.csv', text: 'x,y\n1,2\n' },
    );
    expect([...map.dependencies.values()]).toMatchObject([{ kind: 'soft' }]);
    expect(notes).toEqual([
      'unreadable: the first row must name the columns: name, layer, needs…, or from and to',
    ]);
  });
});

describe('what is none of these', () => {
  it('is passed over, and said where it cannot be read', () => {
    const { map, formats, notes } = read(
      { path: 'package.json', text: '{"name":"x"}' },
      { path: 'broken.yaml', text: 'a: [' },
      { path: 'README.md', text: '# Hi' },
    );
    expect([map.components.size, formats]).toEqual([0, []]);
    expect(notes).toEqual([expect.stringMatching(/^unreadable: not valid YAML/)]);
  });
});
