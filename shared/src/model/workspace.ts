import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';
import type { CommandResult } from './command.ts';
import { cleanLine, limits, readRegisters, setRegister, textField } from './meta.ts';

/** The workspace's settings: `meta`, a map of registers, and `relays`, a map from address to description. */
const workspaceMetaSchema = z.object({ name: textField, description: textField });

const relayFieldsSchema = z.object({ label: textField, region: textField, provider: textField });

/** A relay that serves this workspace. Region and provider tell which relays could fail together. */
export interface WorkspaceRelay {
  /** `ws:`, `wss:`, `http:` or `https:`; as written by whoever added it. */
  readonly url: string;
  readonly label: string;
  readonly region: string;
  readonly provider: string;
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
  doc.getMap('relays').forEach((value, url) => {
    const fields = relayFieldsSchema.safeParse(value);
    if (!fields.success || !relayAddress.test(url)) return;
    const { label = '', region = '', provider = '' } = fields.data;
    relays.push({ url, label, region, provider });
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
  relay: WorkspaceRelay,
): CommandResult<'no-address' | 'too-long' | 'too-many'> {
  const url = relay.url.trim().replace(/\/+$/, '');
  if (!relayAddress.test(url) || url.length > limits.titleLength) {
    const problem = 'The address of a relay starts with ws://, wss://, http:// or https://.';
    return { ok: false, reason: 'no-address', problem };
  }
  const said = {
    label: cleanLine(relay.label),
    region: cleanLine(relay.region),
    provider: cleanLine(relay.provider),
  };
  if (Object.values(said).some((text) => text.length > limits.itemLength)) {
    const problem = `Label, region and provider have at most ${limits.itemLength} characters each.`;
    return { ok: false, reason: 'too-long', problem };
  }
  const relays = doc.getMap('relays');
  if (!relays.has(url) && relays.size >= maxRelays) {
    return { ok: false, reason: 'too-many', problem: `At most ${maxRelays} relays.` };
  }
  return doc.transact(() => ({ ok: true, changed: setRegister(relays, url, said) }));
}

/** Takes a relay off the list. Relays and devices that know it are told by the change itself. */
export function removeRelay(doc: Y.Doc, url: string): CommandResult {
  const relays = doc.getMap('relays');
  if (!relays.has(url)) return { ok: true, changed: false };
  doc.transact(() => relays.delete(url));
  return { ok: true, changed: true };
}
