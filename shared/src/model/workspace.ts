import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';
import type { CommandResult } from './command.ts';
import { cleanLine, limits, readRegisters, setRegister, textField } from './meta.ts';

/**
 * The workspace's settings: `meta`, a map of registers; `relays`, a map from address to description;
 * `relay-facts`, a register for each thing that people say of a relay, which counts before that.
 */
const workspaceMetaSchema = z.object({ name: textField, description: textField });

const relayFieldsSchema = z.object({ label: textField, region: textField, provider: textField });

/** What is said of a relay. */
export const relayFacts = ['label', 'region', 'provider', 'certificate'] as const;
export type RelayFact = (typeof relayFacts)[number];
const factsRoot = 'relay-facts';

/** A relay that serves this workspace. What is said of it tells which relays could fail together. */
export interface WorkspaceRelay {
  /** `ws:`, `wss:`, `http:` or `https:`; as written by whoever added it. */
  readonly url: string;
  readonly label: string;
  readonly region: string;
  readonly provider: string;
  /** Name or fingerprint of the certificate under which it is reached; absent where nobody said. */
  readonly certificate?: string | undefined;
}

export interface Workspace {
  /** Empty where nobody named it. */
  readonly name: string;
  readonly description: string;
  /** Ordered by address. */
  readonly relays: readonly WorkspaceRelay[];
}

const relayAddress = /^(?:wss?|https?):\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/;
const maxRelays = 64;

/** Reads the settings. Never throws on what other versions or other tools wrote. */
export function readWorkspace(doc: Y.Doc): Workspace {
  const keys = Object.keys(workspaceMetaSchema.shape);
  const meta = workspaceMetaSchema.parse(readRegisters(doc.getMap('meta'), keys));
  const relays: WorkspaceRelay[] = [];
  const facts = doc.getMap(factsRoot);
  doc.getMap('relays').forEach((value, url) => {
    const fields = relayFieldsSchema.safeParse(value);
    if (!fields.success || !relayAddress.test(url)) return;
    const fact = (name: RelayFact): string | undefined => {
      const said = facts.get(factKey(name, url));
      return typeof said === 'string' ? said : undefined;
    };
    const { label, region, provider } = fields.data;
    const certificate = fact('certificate') ?? '';
    relays.push({
      url,
      label: fact('label') ?? label ?? '',
      region: fact('region') ?? region ?? '',
      provider: fact('provider') ?? provider ?? '',
      ...(certificate === '' ? {} : { certificate }),
    });
  });
  relays.sort((a, b) => (a.url < b.url ? -1 : 1));
  return { name: meta.name ?? '', description: meta.description ?? '', relays };
}

/** Sets name and description; what is absent stays. */
export function describeWorkspace(
  doc: Y.Doc,
  change: { readonly name?: string; readonly description?: string },
): CommandResult<'name-empty' | 'too-long'> {
  const name = change.name === undefined ? undefined : cleanLine(change.name);
  const description =
    change.description === undefined ? undefined : wellFormed(change.description).trim();
  if (name === '') return { ok: false, reason: 'name-empty', problem: 'A workspace needs a name.' };
  const tooLong =
    (name ?? '').length > limits.titleLength ||
    (description ?? '').length > limits.descriptionLength;
  if (tooLong) {
    const problem = `A name has at most ${limits.titleLength} characters, a description ${limits.descriptionLength}.`;
    return { ok: false, reason: 'too-long', problem };
  }
  const meta = doc.getMap('meta');
  return doc.transact(() => {
    const named = name !== undefined && setRegister(meta, 'name', name);
    const described = description !== undefined && setRegister(meta, 'description', description);
    return { ok: true, changed: named || described };
  });
}

/** Adds a relay, or changes what is said of it. */
export function putRelay(
  doc: Y.Doc,
  { url, ...said }: WorkspaceRelay,
): CommandResult<RelayRefused> {
  return describeRelay(doc, url, said);
}

type RelayRefused = 'no-address' | 'too-long' | 'too-many';

/** Says something of a relay, which is added where it is not in the list; what is absent stays. */
export function describeRelay(
  doc: Y.Doc,
  address: string,
  change: { readonly [Fact in RelayFact]?: string | undefined },
): CommandResult<RelayRefused> {
  const url = address.trim().replace(/\/+$/, '');
  if (!relayAddress.test(url) || url.length > limits.titleLength) {
    const problem = 'The address of a relay starts with ws://, wss://, http:// or https://.';
    return { ok: false, reason: 'no-address', problem };
  }
  const said = relayFacts.flatMap((fact) => {
    const text = change[fact];
    return text === undefined ? [] : [{ fact, text: cleanLine(text) }];
  });
  if (said.some(({ text }) => text.length > limits.itemLength)) {
    const problem = `What is said of a relay has at most ${limits.itemLength} characters each.`;
    return { ok: false, reason: 'too-long', problem };
  }
  const relays = doc.getMap('relays');
  const known = readWorkspace(doc).relays.find((one) => one.url === url);
  if (known === undefined && relays.size >= maxRelays) {
    return { ok: false, reason: 'too-many', problem: `At most ${maxRelays} relays.` };
  }
  return doc.transact(() => {
    let changed = known === undefined;
    // Older versions read the description, and write all of it at once.
    if (known === undefined) {
      const { label = '', region = '', provider = '' } = change;
      setRegister(relays, url, {
        label: cleanLine(label),
        region: cleanLine(region),
        provider: cleanLine(provider),
      });
    }
    for (const { fact, text } of said) {
      if ((known?.[fact] ?? '') === text) continue;
      changed = setRegister(doc.getMap(factsRoot), factKey(fact, url), text) || changed;
    }
    return { ok: true, changed };
  });
}

function factKey(fact: RelayFact, url: string): string {
  return `${fact} ${url}`;
}

/** Takes a relay off the list. Relays and devices that know it are told by the change itself. */
export function removeRelay(doc: Y.Doc, url: string): CommandResult {
  const relays = doc.getMap('relays');
  if (!relays.has(url)) return { ok: true, changed: false };
  doc.transact(() => {
    relays.delete(url);
    for (const fact of relayFacts) doc.getMap(factsRoot).delete(factKey(fact, url));
  });
  return { ok: true, changed: true };
}
