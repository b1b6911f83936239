import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveAlert, type KnownRunbook } from '@holdfast/shared/finding/alert-names';
import { project } from '@holdfast/shared/model/project';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { linkAlerts } from '@holdfast/shared/model/runbook-alerts';
import { planAlertImport, type AlertDecision } from '@holdfast/shared/transfer/plan-alert-import';
import { applyImport } from '@holdfast/shared/transfer/apply-import';
import { planRunbookImport } from '@holdfast/shared/transfer/plan-import';
import { readAlertRules } from '@holdfast/shared/transfer/prometheus-rules';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

/** Alert rules and runbooks of real teams, kept beside the checkout where they are at hand; never part of it. */
const data = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const rulesFolder = join(data, 'alerts/manifests');
const runbooksFolder = join(data, 'runbooks/prometheus-operator/content');
const missing = [rulesFolder, runbooksFolder].some((folder) => !existsSync(folder));

function filesOf(folder: string): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      bytes: new Uint8Array(readFileSync(path)),
    }));
}

function importRunbooks(): ReadonlyMap<string, Y.Doc> {
  const files = filesOf(runbooksFolder);
  const docs = new Map<string, Y.Doc>();
  for (const decision of planRunbookImport({ root: 'content', files, existing: () => undefined })) {
    if (decision.kind === 'skip') continue;
    const doc = new Y.Doc();
    applyImport(doc, decision, 1_000, 'Ana');
    docs.set(decision.name, doc);
  }
  return docs;
}

function known(docs: ReadonlyMap<string, Y.Doc>): readonly KnownRunbook[] {
  return Array.from(docs, ([doc, content]) => ({ doc, projection: project(doc, content) })).flatMap(
    ({ doc, projection }) => (projection.kind === 'runbook' ? [{ doc, runbook: projection }] : []),
  );
}

function sum(decisions: readonly AlertDecision[]): number {
  return decisions.reduce((total, { rules }) => total + rules, 0);
}

describe.skipIf(missing)(`alert rules of kube-prometheus (not run without ${data})`, () => {
  it('lead to the runbooks that they name, as far as those are there', () => {
    const rules = filesOf(rulesFolder).flatMap(
      ({ bytes }) => readAlertRules(new TextDecoder().decode(bytes)).alerts,
    );
    const docs = importRunbooks();
    const decisions = planAlertImport(rules, known(docs));
    const named = decisions.filter(({ kind }) => kind !== 'no-url');
    const linked = decisions.filter(({ kind }) => kind === 'link');
    expect({ rules: rules.length, withUrl: sum(named), resolved: sum(linked) }).toEqual({
      rules: 139,
      withUrl: 139,
      resolved: 112,
    });
    expect(decisions.some(({ kind }) => kind === 'several')).toBe(false);

    const bodies = new Map(Array.from(docs, ([name, doc]) => [name, readRunbook(doc).body]));
    for (const one of linked) {
      const doc = one.kind === 'link' ? docs.get(one.doc) : undefined;
      if (doc === undefined) throw new Error('no such runbook');
      expect(linkAlerts(doc, [one.alert])).toBe(true);
    }
    const after = known(docs);
    for (const [name, doc] of docs) expect(readRunbook(doc).body).toBe(bodies.get(name));
    for (const one of linked) {
      expect(resolveAlert(one.alert, after)).toEqual({
        kind: 'one',
        doc: one.kind === 'link' && one.doc,
      });
    }
    const again = planAlertImport(rules, after);
    expect(again.filter(({ kind }) => kind === 'link')).toEqual([]);
    expect(sum(again.filter(({ kind }) => kind === 'linked'))).toBe(112);
  });
});
