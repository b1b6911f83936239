import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  nameSeverity,
  putRole,
  readIncidentNames,
  removeRole,
  roleIdFor,
} from './incident-names.ts';

describe('what a workspace calls things', () => {
  it('is kept for roles: the app’s first, then its own', () => {
    const doc = new Y.Doc();
    putRole(doc, { id: 'dba', name: 'Database lead', instructions: 'You know the data.' });
    putRole(doc, { id: 'commander', name: ' Duty  officer ', instructions: '' });
    expect(readIncidentNames(doc).roles).toEqual([
      { id: 'commander', name: 'Duty officer', instructions: '' },
      { id: 'dba', name: 'Database lead', instructions: 'You know the data.' },
    ]);
    expect(putRole(doc, { id: 'dba', name: '', instructions: '' })).toMatchObject({
      ok: false,
      reason: 'no-name',
    });
    removeRole(doc, 'commander');
    expect(readIncidentNames(doc).roles.map(({ id }) => id)).toEqual(['dba']);
  });

  it('is kept for severities, and is the app’s again where nothing is said', () => {
    const doc = new Y.Doc();
    nameSeverity(doc, { severity: 1, short: 'P1', long: '' });
    expect(readIncidentNames(doc).severities).toEqual([{ severity: 1, short: 'P1', long: '' }]);
    expect(nameSeverity(doc, { severity: 1, short: 'x'.repeat(21), long: '' })).toMatchObject({
      ok: false,
    });
    nameSeverity(doc, { severity: 1, short: ' ', long: '' });
    expect(readIncidentNames(doc).severities).toEqual([]);
  });

  it('passes over what others wrote there', () => {
    const doc = new Y.Doc();
    doc.getMap('incidentRoles').set('a b', { name: 'x' });
    doc.getMap('incidentRoles').set('ok', { name: 'Ok', instructions: 3 });
    doc.getMap('incidentSeverities').set('9', { short: 'P9' });
    doc.getMap('incidentSeverities').set('2', 'P2');
    expect(readIncidentNames(doc)).toEqual({
      roles: [{ id: 'ok', name: 'Ok', instructions: '' }],
      severities: [],
    });
  });

  it('gives a role an id of its own', () => {
    expect(roleIdFor('Database Lead', [])).toBe('database-lead');
    expect(roleIdFor('Database Lead', ['database-lead'])).toBe('database-lead-2');
    expect(roleIdFor('당번', ['commander'])).toBe('role');
  });
});
