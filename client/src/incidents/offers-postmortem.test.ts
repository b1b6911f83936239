import { mergeInto, setStatus } from '@holdfast/shared/model/incident-commands';
import { declareIncident } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from './incident-store.ts';
import { offersPostmortem } from './offers-postmortem.ts';

const monthMs = 30 * 24 * 60 * 60_000;
const read = (doc: Y.Doc) => createIncidentStore(doc).get();

function resolved(severity: 1 | 4): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity }, person('Ana', 1_000));
  setStatus(doc, 'resolved', person('Ana', 2_000));
  return doc;
}

it('offers the post-mortem once it is over, as long as nothing is written', () => {
  const doc = resolved(1);
  expect(offersPostmortem(read(doc), false, monthMs)).toBe(true);
  expect(offersPostmortem(read(doc), true, monthMs)).toBe(false);
  setStatus(doc, 'monitoring', person('Ana', 3_000));
  expect(offersPostmortem(read(doc), false, monthMs)).toBe(false);
});

it('does not go on about what was not grave, nor where another tells of it', () => {
  expect(offersPostmortem(read(resolved(4)), false, 3_000)).toBe(true);
  expect(offersPostmortem(read(resolved(4)), false, monthMs)).toBe(false);
  const twin = resolved(1);
  mergeInto(twin, 'incident:b', 'incident:a', person('Ana', 4_000));
  expect(offersPostmortem(read(twin), false, 5_000)).toBe(false);
});
