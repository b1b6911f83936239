import {
  createDraft,
  type DraftBuilder,
  isRecord,
  listOf,
  type MapDraft,
  nameText,
  type Place,
  recordOf,
  type SourceFile,
  wordText,
} from './draft.ts';
import { readYaml } from './yaml-source.ts';

type Said = Readonly<Record<string, unknown>>;

/** Does a document look like a Kubernetes resource, or a list of them? */
export function isKubernetes(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['kind'] === 'string' &&
    typeof value['apiVersion'] === 'string' &&
    !value['apiVersion'].startsWith('backstage.io/') &&
    (isRecord(value['metadata']) || Array.isArray(value['items']))
  );
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly said: Said;
  readonly place: Place;
}

const workloads: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'CronJob',
  'Job',
  'Pod',
]);
const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
const regionLabels = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];
/** More replicas are as good as these in a picture, and nobody wants to see a hundred. */
const mostReplicas = 9;

/**
 * Reads Kubernetes manifests. Workloads become components, and what owns a resource
 * (`ownerReferences`) stands for it. Replicas become a redundancy group: with a disruption budget
 * it needs as many as that keeps, else one. Services, ingresses and volume claims become components
 * that lead to their workloads. Nodes are hardware in their zone and region.
 */
export function readKubernetes(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft('kubernetes');
  const resources: Resource[] = [];
  for (const file of files) {
    const { documents, notes } = readYaml(file);
    draft.notes.push(...notes);
    for (const { value, line } of documents) {
      collect(value, { file: file.path, line, commit: file.commit }, resources);
    }
  }
  const seen = new Set<string>();
  for (const resource of resources) {
    const ref = refOf(resource);
    if (!seen.has(ref)) {
      seen.add(ref);
      continue;
    }
    draft.note('duplicate', resource.place, `${ref} is there twice. Both are read as one.`);
  }
  for (const resource of resources) addResource(draft, resource, resources);
  return draft.done();
}

function collect(value: unknown, place: Place, into: Resource[]): void {
  if (!isRecord(value) || !isKubernetes(value)) return;
  if (Array.isArray(value['items'])) {
    for (const one of value['items']) collect(one, place, into);
    return;
  }
  const metadata = recordOf(value['metadata']);
  const name = nameText(metadata['name']);
  if (name === undefined) return;
  const namespace = wordText(metadata['namespace']) ?? 'default';
  into.push({ kind: String(value['kind']), name, namespace, said: value, place });
}

function refOf({ kind, namespace, name }: Pick<Resource, 'kind' | 'namespace' | 'name'>): string {
  return kind === 'Node' ? `Node/${name}` : `${kind}/${namespace}/${name}`;
}

function addResource(draft: DraftBuilder, resource: Resource, all: readonly Resource[]): void {
  const { kind } = resource;
  if (workloads.has(kind)) addWorkload(draft, resource, all);
  else if (kind === 'Service') addService(draft, resource, all);
  else if (kind === 'Ingress') addIngress(draft, resource, all);
  else if (kind === 'Node') addNode(draft, resource);
}

function component(
  draft: DraftBuilder,
  { kind, name, namespace, said, place }: Resource,
  layer: string,
): string {
  const labels = recordOf(recordOf(said['metadata'])['labels']);
  return draft.add('components', refOf({ kind, namespace, name }), place, {
    name: kind === 'Node' || workloads.has(kind) ? name : `${name} (${kind.toLowerCase()})`,
    layer,
    type: kind.toLowerCase(),
    system:
      wordText(labels['app.kubernetes.io/part-of']) ?? (kind === 'Node' ? undefined : namespace),
  });
}

function addWorkload(draft: DraftBuilder, resource: Resource, all: readonly Resource[]): void {
  const { said, namespace, place, name } = resource;
  const owner = recordOf(listOf(recordOf(said['metadata'])['ownerReferences'])[0]);
  const ownerName = nameText(owner['name']);
  const isOwned =
    ownerName !== undefined &&
    all.some(
      (one) => one.name === ownerName && one.kind === owner['kind'] && one.namespace === namespace,
    );
  if (isOwned) return;
  const id = component(draft, resource, 'software');
  const spec = recordOf(said['spec']);
  const pod = podOf(resource);
  const domains = zonesOf(draft, pod, place);
  if (domains.length > 0) draft.add('components', refOf(resource), place, { domains });
  const replicas = typeof spec['replicas'] === 'number' ? Math.trunc(spec['replicas']) : 1;
  if (replicas > 1) addReplicas(draft, resource, id, replicas, all);
  for (const claim of claimsOf(pod)) {
    const to = draft.add('components', `PersistentVolumeClaim/${namespace}/${claim}`, place, {
      name: `${claim} (volume)`,
      layer: 'hardware',
      type: 'volume',
      system: namespace,
    });
    draft.need(id, to, place);
  }
  for (const service of servicesNamed(pod, namespace, all)) {
    if (service.name === name) continue;
    draft.need(id, draft.idOf('components', refOf(service)), place, {
      note: 'Named in its environment',
    });
  }
}

function addReplicas(
  draft: DraftBuilder,
  resource: Resource,
  id: string,
  replicas: number,
  all: readonly Resource[],
): void {
  const { name, namespace, place } = resource;
  const count = Math.min(replicas, mostReplicas);
  const members = Array.from({ length: count }, (_, at) =>
    draft.add('components', `${refOf(resource)}/replica-${at + 1}`, place, {
      name: `${name} ${at + 1}`,
      layer: 'software',
      type: 'replica',
      system: namespace,
    }),
  );
  const kept = keptBy(resource, replicas, all);
  if (kept === undefined) {
    draft.note(
      'left-out',
      place,
      `${name} has no disruption budget: one replica is taken as enough.`,
    );
  }
  if (replicas > mostReplicas) {
    draft.note(
      'left-out',
      place,
      `${name} has ${replicas} replicas; ${mostReplicas} of them are drawn.`,
    );
  }
  const needs = Math.min(Math.max(1, kept ?? 1), count);
  draft.add('groups', `${refOf(resource)}/replicas`, place, {
    component: id,
    name: `Replicas of ${name}`,
    needs,
    members,
  });
}

/** How many of the replicas a disruption budget keeps. */
function keptBy(
  resource: Resource,
  replicas: number,
  all: readonly Resource[],
): number | undefined {
  for (const budget of all) {
    if (budget.kind !== 'PodDisruptionBudget' || budget.namespace !== resource.namespace) continue;
    const spec = recordOf(budget.said['spec']);
    if (!selects(recordOf(spec['selector']), podLabels(resource))) continue;
    const least = amount(spec['minAvailable'], replicas);
    const most = amount(spec['maxUnavailable'], replicas);
    if (least !== undefined) return least;
    if (most !== undefined) return replicas - most;
  }
  return undefined;
}

/** A number, or a share that Kubernetes rounds up. */
function amount(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return match === null ? undefined : Math.ceil((Number(match[1]) / 100) * of);
}

function addService(draft: DraftBuilder, resource: Resource, all: readonly Resource[]): void {
  const id = component(draft, resource, 'network');
  const selector = recordOf(recordOf(resource.said['spec'])['selector']);
  if (Object.keys(selector).length === 0) return;
  const found = all.filter(
    (one) =>
      workloads.has(one.kind) &&
      one.namespace === resource.namespace &&
      selects({ matchLabels: selector }, podLabels(one)),
  );
  if (found.length === 0) {
    const text = `Service ${resource.name} selects pods that no file has.`;
    draft.note('dangling', resource.place, text);
  }
  const [only, ...others] = found;
  if (only === undefined) return;
  if (others.length === 0) draft.need(id, draft.idOf('components', refOf(only)), resource.place);
  else {
    const members = found.map((one) => draft.idOf('components', refOf(one)));
    draft.add('groups', `${refOf(resource)}/backends`, resource.place, {
      component: id,
      name: `Workloads behind ${resource.name}`,
      needs: 1,
      members,
    });
  }
}

function addIngress(draft: DraftBuilder, resource: Resource, all: readonly Resource[]): void {
  const id = component(draft, resource, 'network');
  const names = new Set(
    found(resource.said['spec'], 'service').flatMap((one) => nameText(recordOf(one)['name']) ?? []),
  );
  for (const one of found(resource.said['spec'], 'serviceName')) {
    const name = nameText(one);
    if (name !== undefined) names.add(name);
  }
  for (const name of names) {
    const service = { kind: 'Service', name, namespace: resource.namespace };
    if (!all.some((one) => refOf(one) === refOf(service))) {
      draft.note(
        'dangling',
        resource.place,
        `Ingress ${resource.name} leads to the service ${name}, which no file has.`,
      );
    }
    draft.need(id, draft.idOf('components', refOf(service)), resource.place);
  }
}

function addNode(draft: DraftBuilder, resource: Resource): void {
  const labels = recordOf(recordOf(resource.said['metadata'])['labels']);
  component(draft, resource, 'hardware');
  const region = first(labels, regionLabels);
  const zone = first(labels, zoneLabels);
  const parent =
    region === undefined
      ? undefined
      : draft.add('domains', `region/${region}`, resource.place, { name: region, kind: 'region' });
  const domain =
    zone === undefined
      ? parent
      : draft.add('domains', `zone/${zone}`, resource.place, { name: zone, kind: 'zone', parent });
  if (domain !== undefined)
    draft.add('components', refOf(resource), resource.place, { domains: [domain] });
}

function first(labels: Said, names: readonly string[]): string | undefined {
  return names.map((name) => wordText(labels[name])).find((one) => one !== undefined);
}

/** Zones that a workload is pinned to. Several mean that it may run in any: then none is a fate that it shares. */
function zonesOf(draft: DraftBuilder, pod: Said, place: Place): readonly string[] {
  const zones = new Set<string>();
  const pinned = first(recordOf(pod['nodeSelector']), zoneLabels);
  if (pinned !== undefined) zones.add(pinned);
  for (const one of found(pod['affinity'], 'matchExpressions').flatMap(listOf)) {
    const { key, operator, values } = recordOf(one);
    if (operator !== 'In' || !zoneLabels.includes(String(key))) continue;
    for (const zone of listOf(values)) {
      const name = wordText(zone);
      if (name !== undefined) zones.add(name);
    }
  }
  const [only] = zones;
  return only === undefined || zones.size > 1
    ? []
    : [draft.add('domains', `zone/${only}`, place, { name: only, kind: 'zone' })];
}

function podOf({ kind, said }: Resource): Said {
  const spec = recordOf(said['spec']);
  if (kind === 'Pod') return spec;
  const job = kind === 'CronJob' ? recordOf(recordOf(spec['jobTemplate'])['spec']) : spec;
  return recordOf(recordOf(job['template'])['spec']);
}

function podLabels({ kind, said }: Resource): Said {
  if (kind === 'Pod') return recordOf(recordOf(said['metadata'])['labels']);
  const spec = recordOf(said['spec']);
  const job = kind === 'CronJob' ? recordOf(recordOf(spec['jobTemplate'])['spec']) : spec;
  return recordOf(recordOf(recordOf(job['template'])['metadata'])['labels']);
}

/** Label selectors; what is said by expressions is not taken for a match. */
function selects(selector: Said, labels: Said): boolean {
  const wanted = Object.entries(recordOf(selector['matchLabels']));
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}

function claimsOf(pod: Said): readonly string[] {
  return listOf(pod['volumes']).flatMap(
    (one) => nameText(recordOf(recordOf(one)['persistentVolumeClaim'])['claimName']) ?? [],
  );
}

/** Services that the environment of a pod names as host: `payments`, `payments.shop:8080`, a URL. Values stay here. */
function servicesNamed(
  pod: Said,
  namespace: string,
  all: readonly Resource[],
): readonly Resource[] {
  const values = [...listOf(pod['containers']), ...listOf(pod['initContainers'])]
    .flatMap((one) => listOf(recordOf(one)['env']))
    .flatMap((one) => {
      const { value } = recordOf(one);
      return typeof value === 'string' ? [value] : [];
    });
  const hosts = new Set(
    values.flatMap(
      (value) =>
        /^(?:[a-z][a-z0-9+]*:\/\/)?(?:[^@/]*@)?([a-z0-9.-]+)(?::\d+)?(?:[/?].*)?$/.exec(
          value,
        )?.[1] ?? [],
    ),
  );
  return all.filter(
    (one) =>
      one.kind === 'Service' &&
      (hosts.has(`${one.name}.${one.namespace}`) ||
        hosts.has(`${one.name}.${one.namespace}.svc`) ||
        hosts.has(`${one.name}.${one.namespace}.svc.cluster.local`) ||
        (one.namespace === namespace && hosts.has(one.name))),
  );
}

/** Every value under a key, at any depth that manifests have. */
function found(value: unknown, key: string, depth = 0): readonly unknown[] {
  if (typeof value !== 'object' || value === null || depth > 12) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => [
    ...(name === key ? [part] : []),
    ...found(part, key, depth + 1),
  ]);
}
