import { readFile } from 'node:fs/promises';
import { readRunnable } from '@holdfast/shared/markdown/steps';
import { setStatus } from '@holdfast/shared/model/incident-commands';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { startRun } from '@holdfast/shared/model/run';
import { tick } from '@holdfast/shared/model/run-commands';
import { person } from '@holdfast/shared/model/run-fixture';
import { incidentAsJson, readExportedIncident } from '@holdfast/shared/transfer/exported-incident';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod/mini';

/** What `docs/incident-export.md` promises. Strict: a field that is new here has to be told there. */
const text = z.string();
const time = z.number();
const stamp = { id: text, by: text, device: text, happenedAtMs: time, wallMs: z.optional(time) };
const decided = z.strictObject({ by: text, atMs: time });
const jsonSchema = z.strictObject({
  format: z.literal('holdfast-incident-1'),
  document: z.string().check(z.regex(/^incident:/)),
  title: text,
  severity: z.nullable(z.int().check(z.gte(1), z.lte(4))),
  severityName: z.nullable(text),
  severityStated: z.boolean(),
  status: z.enum(['investigating', 'identified', 'monitoring', 'resolved']),
  decided: z.strictObject({ severity: decided, status: decided }),
  drill: z.boolean(),
  archived: z.boolean(),
  declaredAtMs: time,
  declaredBy: text,
  changedAtMs: time,
  updatedAtMs: time,
  commanders: z.array(text),
  roles: z.array(z.strictObject({ role: text, name: text, person: text })),
  components: z.array(text),
  alerts: z.array(text),
  firing: z.array(text),
  mergedInto: text,
  inConflict: z.boolean(),
  people: z.array(text),
  actions: z.array(
    z.strictObject({
      id: text,
      text,
      state: z.enum(['open', 'done', 'dropped']),
      owner: text,
      due: text,
    }),
  ),
  hasPostmortem: z.boolean(),
  runs: z.array(z.looseObject({ id: text, runbook: text, title: text, outcome: text })),
  milestones: z.record(text, z.iso.datetime()),
  durationsMs: z.record(text, time),
  entries: z.array(z.looseObject({ ...stamp, kind: text })),
  runEntries: z.array(z.looseObject({ ...stamp, kind: text, run: text })),
  notes: text,
  postmortem: text,
  merged: z.array(z.looseObject({ format: text, document: text })),
  unread: z.array(text),
});

it('an incident as JSON is as it is documented, field by field', async () => {
  const at = (minutes: number) => person('Ana', minutes * 60_000);
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Checkout is down', severity: 1, takeCommand: true }, at(1));
  const started = startRun(
    doc,
    { runbook: 'runbook:01a', title: 'Failover', text: '1. One\n', ...readRunnable('1. One\n') },
    at(2),
  );
  if (started.ok) tick(doc, started.run, 0, 'done', at(3));
  say(doc, { kind: 'action', text: 'Order disks' }, at(4));
  setStatus(doc, 'resolved', at(9));
  const json: unknown = JSON.parse(
    JSON.stringify(incidentAsJson(readExportedIncident('incident:01a', doc))),
  );
  const read = jsonSchema.parse(json);
  expect(read.runEntries).toHaveLength(1);
  const documented = await readFile(
    new URL('../../../docs/incident-export.md', import.meta.url),
    'utf8',
  );
  for (const name of Object.keys(jsonSchema.shape)) expect(documented).toContain(`\`${name}\``);
});
