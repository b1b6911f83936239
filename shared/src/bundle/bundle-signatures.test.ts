import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTestDevice, createTestIssuer, testClaims } from '../access/access-fixture.ts';
import { signMadeEntries } from '../access/entry-signature.ts';
import { acceptDevice } from '../access/workspace-access.ts';
import type { EntryContext } from '../model/entries.ts';
import { mergeInto, setRole } from '../model/incident-commands.ts';
import { declareIncident, say } from '../model/incident-say.ts';
import { createId } from '../model/ids.ts';
import { person } from '../model/run-fixture.ts';
import { built, madeAtMs, sourceOf } from './bundle-fixture.ts';

const minuteMs = 60_000;
const beganMs = madeAtMs - 60 * minuteMs;
let next = 7;
const random = {
  bytes: (length: number) =>
    Uint8Array.from({ length }, () => (next = (next * 75 + 74) % 65_537) & 255),
};
const document = `incident:${createId(random, beganMs)}` as const;
const duplicate = `incident:${createId(random, beganMs + 1)}` as const;
const words = 'Not signed: nobody can tell whether Ana wrote it';

function asAna(atMs: number): EntryContext {
  const context = person('Ana', atMs);
  return { ...context, actor: { ...context.actor, person: 'ana' } };
}

/** What a program wrote in her name. */
function forge(doc: Y.Doc): void {
  say(doc, { kind: 'decision', text: 'Drop the old table' }, asAna(beganMs + minuteMs));
  setRole(doc, 'commander', 'Ana', true, asAna(beganMs + minuteMs));
}

function declare(doc: Y.Doc, context: EntryContext): void {
  declareIncident(doc, { title: 'Checkout fails', severity: 1, note: 'Seen at noon' }, context);
}

/** An incident that Ana declared and signed, before the rest was forged; and the workspace that knows her device. */
async function forged() {
  const ana = await createTestDevice();
  const issuer = await createTestIssuer('demo');
  const claims = testClaims({ sub: 'ana', name: 'Ana', jti: 'a', cnf: { jkt: ana.jkt } });
  const device = { token: await issuer.issue(claims), device: ana.key, label: 'Laptop' };
  const workspace = (doc: Y.Doc): void => {
    expect(acceptDevice(doc, 'a', { ...device, atMs: beganMs - minuteMs }).ok).toBe(true);
  };
  const doc = new Y.Doc();
  const made = new Map<string, string>();
  declare(doc, { ...asAna(beganMs), made: (_entries, { id, hash }) => made.set(id, hash) });
  await signMadeEntries(doc, made, { workspace: 'demo', document }, ana);
  forge(doc);
  const update = Y.encodeStateAsUpdate(doc);
  return { workspace, incident: (copy: Y.Doc) => Y.applyUpdate(copy, update) };
}

it('entries that may not be of whom they name say so, in duplicates too, and others do not', async () => {
  const { workspace, incident } = await forged();
  const { flat } = await built(
    sourceOf({
      workspace,
      [document]: incident,
      [duplicate]: (doc) => {
        declare(doc, asAna(beganMs));
        mergeInto(doc, duplicate, document, asAna(beganMs + minuteMs));
      },
    }),
  );
  const [own = '', other = ''] = flat.split('<section class="duplicate">');
  expect(own).toContain(`Ana (${words})`);
  // The decision and the role; not what she signed.
  expect(own.split(`<strong class="doubt">${words}.</strong>`)).toHaveLength(3);
  expect(other).toContain(`<strong class="doubt">${words}.</strong>`);
});

it('nothing is said of signatures where the workspace has no keys', async () => {
  const { incident } = await forged();
  const { flat } = await built(sourceOf({ [document]: incident }));
  expect(flat).toContain('Drop the old table');
  expect(flat).not.toContain('class="doubt"');
});
