import type { Layer } from '../model/map-value.ts';
import {
  createDraft,
  danglingText,
  isRecord,
  listOf,
  type MapDraft,
  nameText,
  recordOf,
  type SourceFile,
  wordText,
} from './draft.ts';

type Said = Readonly<Record<string, unknown>>;

/** Does a value look like what `terraform show -json` (or `tofu show -json`) prints of a state or a plan? */
export function isTerraform(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['format_version'] === 'string' &&
    (isRecord(value['values']) || isRecord(value['planned_values']))
  );
}

interface Resource {
  readonly address: string;
  readonly said: Said;
}

/**
 * Reads Terraform's state as JSON. Managed resources become components that need those of their
 * `depends_on`, with zone, region and provider as failure domains. Of a resource's values only its
 * name, zone and region are looked at, and none that Terraform marks sensitive: secrets stay out.
 */
export function readTerraform(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft('terraform');
  for (const file of files) {
    const place = { file: file.path, commit: file.commit };
    const state = parse(file.text);
    if (!isRecord(state) || !isTerraform(state)) {
      draft.note('unreadable', place, 'not the JSON that "terraform show -json" prints');
      continue;
    }
    const values = isRecord(state['values']) ? state['values'] : recordOf(state['planned_values']);
    const resources = resourcesOf(recordOf(values['root_module']), 0);
    const byAddress = new Map<string, string[]>();
    for (const { address } of resources) {
      // Instances of one resource: depends_on names them without their index.
      const whole = address.replace(/\[[^\]]*\]$/, '');
      byAddress.set(whole, [...(byAddress.get(whole) ?? []), address]);
    }
    for (const { address, said } of resources) {
      const type = wordText(said['type']) ?? 'resource';
      const id = draft.add('components', address, place, {
        name: nameOf(said, address),
        layer: layerOf(type),
        type,
        system: moduleOf(address),
        aliases: nameOf(said, address) === address ? [] : [address.slice(0, 100)],
        domains: domainsOf(draft, said, place),
      });
      for (const one of listOf(said['depends_on'])) {
        const needed = wordText(one);
        if (needed === undefined || isData(needed)) continue;
        const found =
          byAddress.get(needed) ?? byAddress.get(needed.replace(/\[[^\]]*\]$/, '')) ?? [];
        if (found.length === 0)
          draft.note('dangling', place, danglingText(address, 'depends on', needed));
        for (const to of found.length === 0 ? [needed] : found) {
          draft.need(id, draft.idOf('components', to), place);
        }
      }
    }
  }
  return draft.done();
}

/** Data sources are looked up, not run: `data.aws_ami.x`, in modules or not. */
function isData(address: string): boolean {
  return /^(?:module\.[^.]+\.)*data\./.test(address);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function resourcesOf(module: Said, depth: number): readonly Resource[] {
  if (depth > 32) return [];
  const own = listOf(module['resources']).flatMap((one) => {
    const said = recordOf(one);
    const address = nameText(said['address']);
    return address === undefined || said['mode'] === 'data' ? [] : [{ address, said }];
  });
  // A module without resources of its own may hold modules that have some.
  const nested = listOf(module['child_modules']).flatMap((one) =>
    resourcesOf(recordOf(one), depth + 1),
  );
  return [...own, ...nested];
}

/** A value that Terraform does not mark as sensitive. */
function open(said: Said, name: string): unknown {
  const marks = said['sensitive_values'];
  if (marks === true || (isRecord(marks) && marks[name] !== undefined && marks[name] !== false))
    return undefined;
  return recordOf(said['values'])[name];
}

function nameOf(said: Said, address: string): string {
  const tags = open(said, 'tags');
  const tagged = isRecord(tags) ? nameText(tags['Name']) : undefined;
  return tagged ?? nameText(open(said, 'name')) ?? address;
}

function moduleOf(address: string): string | undefined {
  const names = [...address.matchAll(/(?:^|\.)module\.([^.[]+)/g)].map((match) => match[1] ?? '');
  return names.length === 0 ? undefined : wordText(names.join('/'));
}

function domainsOf(
  draft: ReturnType<typeof createDraft>,
  said: Said,
  place: { readonly file: string; readonly commit?: string | undefined },
): readonly string[] {
  const source = wordText(said['provider_name']);
  const provider = source?.split('/').at(-1);
  const top =
    provider === undefined
      ? undefined
      : draft.add('domains', `provider/${provider}`, place, { name: provider, kind: 'provider' });
  const zone = wordText(open(said, 'availability_zone')) ?? wordText(open(said, 'zone'));
  const named = wordText(open(said, 'region')) ?? wordText(open(said, 'location'));
  const region =
    named ?? (zone === undefined ? undefined : zone.replace(/(?:(?<=\d)[a-z]|-[a-z])$/, ''));
  const inside = (parent: string | undefined) => (parent === undefined ? {} : { parent });
  const middle =
    region === undefined
      ? top
      : draft.add('domains', `region/${provider ?? ''}/${region}`, place, {
          name: region,
          kind: 'region',
          ...inside(top),
        });
  const inner =
    zone === undefined || zone === region
      ? middle
      : draft.add('domains', `zone/${provider ?? ''}/${zone}`, place, {
          name: zone,
          kind: 'zone',
          ...inside(middle),
        });
  return inner === undefined ? [] : [inner];
}

function layerOf(type: string): Layer {
  if (
    /(?:^|_)(?:dns|route53|route|vpc|subnet|network|lb|alb|elb|nat|gateway|firewall|security_group|cdn|cloudfront|eip|address)(?:_|$)/.test(
      type,
    )
  )
    return 'network';
  return /(?:instance|server|droplet|machine|volume|disk)$/.test(type) ? 'hardware' : 'software';
}
