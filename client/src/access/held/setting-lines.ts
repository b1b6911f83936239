import { readClaims } from '@holdfast/shared/access/claims';
import { signaturesRoot } from '@holdfast/shared/access/entry-signature';
import { accessRoot } from '@holdfast/shared/access/workspace-access';
import { type RelayFact, relayFacts } from '@holdfast/shared/model/workspace';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { heldSettingsText as words } from '../../ui/text/access-held.ts';

/** How a register is told: what it is, and what of its value people know it by. */
interface Told {
  readonly what: string;
  readonly show?: (value: unknown) => string;
}

/** What differs in documents that are made of registers, a line each. Those of the workspace by the names that screens have for them. */
export function settingLines(
  name: DocumentName,
  before: Y.Doc,
  after: Y.Doc,
  titleOf: (document: string) => string,
): readonly string[] {
  const lines: string[] = [];
  // Who signed what is no content, and nobody's to decide on.
  const roots = [...after.share.keys()].filter((root) => root !== signaturesRoot);
  for (const root of roots) {
    const [old, own] = [before.getMap(root), after.getMap(root)];
    for (const key of new Set([...old.keys(), ...own.keys()])) {
      const [was, is] = [plain(old.get(key)), plain(own.get(key))];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      const { what, show = anyValue } =
        name === 'workspace' ? tell(root, key, titleOf) : { what: key };
      if (was === undefined) lines.push(words.isNew(what, show(is)));
      else if (is === undefined) lines.push(words.isGone(what, show(was)));
      else lines.push(words.became(what, show(was), show(is)));
    }
  }
  return lines;
}

function plain(value: unknown): unknown {
  return value instanceof Y.AbstractType ? value.toJSON() : value;
}

function tell(root: string, key: string, titleOf: (document: string) => string): Told {
  switch (root) {
    case 'meta':
      return tellMeta(key);
    case 'relays':
      return { what: words.relay(key), show: fields('label', 'region', 'provider') };
    case 'relay-facts': {
      const fact = relayFacts.find((one) => key.startsWith(`${one} `));
      return { what: fact === undefined ? words.other : tellFact(fact, key) };
    }
    case 'incidentRoles':
      return { what: words.role, show: fields('name', 'instructions') };
    case 'incidentSeverities':
      return { what: words.severity(key), show: fields('short', 'long') };
    case 'incidentTemplates':
      return { what: words.template, show: (value) => fields('name')(value) || words.notWanted };
    case accessRoot:
      return tellAccess(key, titleOf);
    default:
      return { what: words.other };
  }
}

function tellMeta(key: string): Told {
  if (key === 'name') return { what: words.name };
  if (key === 'description') return { what: words.description };
  return { what: key === 'drillFileDays' ? words.fileDays : words.other };
}

function tellFact(fact: RelayFact, key: string): string {
  return words.relayFacts[fact](key.slice(fact.length + 1));
}

/** Of tokens and keys in there nothing is shown but names. */
function tellAccess(key: string, titleOf: (document: string) => string): Told {
  const slash = key.indexOf('/');
  switch (key.slice(0, Math.max(slash, 0))) {
    case 'accepted':
      return { what: words.accepted, show: fields('label') };
    case 'invited':
      return { what: words.invited, show: nameInToken };
    case 'revoked':
      return { what: words.revoked, show: fields('reason', 'by') };
    case 'restricted':
      return { what: words.restricted(titleOf(key.slice(slash + 1))), show: peopleOf };
    default:
      return key === 'settings/graceDays'
        ? { what: words.graceDays }
        : { what: words.other, show: () => '' };
  }
}

const objectSchema = z.record(z.string(), z.unknown());

/** Texts of an object by the names of these fields, those that are there. */
function fields(...names: readonly string[]): (value: unknown) => string {
  return (value) => {
    const read = objectSchema.safeParse(value);
    if (!read.success) return '';
    return names
      .map((name) => read.data[name])
      .filter((text) => typeof text === 'string' && text !== '')
      .join(', ');
  };
}

function nameInToken(value: unknown): string {
  return readClaims(fields('token')(value))?.name ?? '';
}

function peopleOf(value: unknown): string {
  const read = z.object({ people: z.array(z.string()) }).safeParse(value);
  return read.success ? read.data.people.join(', ') : '';
}

/** Of what this version does not know: what in it can be read, and none of its names for it. */
function anyValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value)
    .map(anyValue)
    .filter((text) => text !== '')
    .join(', ');
}
