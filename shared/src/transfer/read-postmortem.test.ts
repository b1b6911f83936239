import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { projectIncident, readIncident } from '../model/incident.ts';
import { person } from '../model/run-fixture.ts';
import { importPostmortem, postmortemDocument } from './postmortem-incident.ts';
import { type Postmortem, readPostmortem } from './read-postmortem.ts';

const file = `---
uuid: 00b7f759
url: https://aws.example/message/65649/
archive_url: https://archive.example/65649
title: "SimpleDB: region disrupted"
start_time: 2012-08-01T13:30:00Z
end_time: 2012-08-01T07:15:00-07:00
categories:
- cloud
keywords:
- power loss
- "2012"
company: Amazon
product: SimpleDB
summary: Nodes lost power.

---

On June 13 the service was down.
`;

function read(text: string): Postmortem {
  const result = readPostmortem('folder/file.md', text);
  if (!result.ok) throw new Error(result.problem);
  return result.postmortem;
}

const without = (...names: readonly string[]): string =>
  file
    .split('\n')
    .filter((one) => !names.some((name) => one.startsWith(`${name}:`)))
    .join('\n');

describe('a post-mortem', () => {
  it('is read with what its front matter says', () => {
    expect(read(file)).toEqual({
      key: '00b7f759',
      title: 'SimpleDB: region disrupted',
      severity: undefined,
      startedAtMs: Date.parse('2012-08-01T13:30:00Z'),
      endedAtMs: Date.parse('2012-08-01T14:15:00Z'),
      publishedAtMs: undefined,
      components: ['SimpleDB'],
      links: [
        { url: 'https://aws.example/message/65649/', text: 'Published post-mortem' },
        { url: 'https://archive.example/65649', text: 'Archived copy of the post-mortem' },
      ],
      about: 'Company: Amazon\nProduct: SimpleDB\nCategories: cloud\nKeywords: power loss, 2012',
      text: '## Summary\n\nNodes lost power.\n\n## What happened\n\nOn June 13 the service was down.',
    });
  });

  it('without a title has the first sentence of its text for one', () => {
    expect(read(without('title', 'summary')).title).toBe(
      'Amazon: On June 13 the service was down.',
    );
  });

  it('without an id is known by its address, else by its path', () => {
    expect(read(without('uuid')).key).toBe('https://aws.example/message/65649/');
    expect(read(without('uuid', 'url')).key).toBe('folder/file.md');
  });

  it('from before 1970 has its times in words', () => {
    const old = read(
      file.replace('2012-08-01T13:30:00Z', '1628-08-10T15:00:00Z').replace(/end_time: .*/, ''),
    );
    expect(old.startedAtMs).toBeUndefined();
    expect(old.about).toContain('Started: 1628-08-10T15:00:00.000Z');
  });

  it.each([
    ['# Just text', 'no front matter'],
    ['---\n[\n---\nx', 'not valid YAML'],
    ['---\n- a\n---\nx', 'not understood'],
    ['---\ntitle: [a]\n---\nx', 'not understood in its front matter: title'],
    ['---\ntitle: a\n---\n', 'no text'],
    ['---\ntitle: a\nstart_time: soon\n---\nx', 'a time in its front matter is none'],
    ['---\nstart_time: 2020-01-02\nend_time: 2020-01-01\n---\nx', 'ended before it started'],
  ])('that is none is refused with the reason: %#', (text, problem) => {
    const result = readPostmortem('a.md', text);
    expect(result.ok ? '' : result.problem).toContain(problem);
  });

  it('of any bytes at all is read or refused', () => {
    const anything = fc.string({ unit: 'binary' });
    const isHandled = (text: string): boolean => {
      const result = readPostmortem('a.md', text);
      return !result.ok || importPostmortem(new Y.Doc(), result.postmortem, person('Ana'));
    };
    fc.assert(
      fc.property(anything, anything, (yaml, body) => {
        expect(isHandled(body)).toBe(true);
        expect(isHandled(`---\n${yaml}\n---\n${body}`)).toBe(true);
        expect(isHandled(`---\ntitle: ${JSON.stringify(yaml)}\n---\n${body}`)).toBe(true);
      }),
    );
  });
});

describe('an imported post-mortem', () => {
  it('is a closed incident with its text', () => {
    const doc = new Y.Doc();
    expect(importPostmortem(doc, read(file), person('Ana'))).toBe(true);
    expect(projectIncident(doc)).toMatchObject({
      title: 'SimpleDB: region disrupted',
      status: 'resolved',
      declaredAtMs: Date.parse('2012-08-01T13:30:00Z'),
      milestones: {
        started: Date.parse('2012-08-01T13:30:00Z'),
        resolved: Date.parse('2012-08-01T14:15:00Z'),
      },
      components: ['SimpleDB'],
      hasPostmortem: true,
      inConflict: false,
    });
    expect(projectIncident(doc).milestones).not.toHaveProperty('detected');
    expect(projectIncident(doc).milestones).not.toHaveProperty('mitigated');
  });

  it('says of no time that it is known where it is not', () => {
    const doc = new Y.Doc();
    importPostmortem(doc, read(without('start_time', 'end_time')), person('Ana'));
    expect(projectIncident(doc).milestones).toEqual({});
  });

  it('stays as people left it, and is there once however many import it', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    const postmortem = read(file);
    importPostmortem(a, postmortem, person('Ana'));
    importPostmortem(b, postmortem, person('Bo'));
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    expect(a.getText('postmortem').toJSON()).toBe(postmortem.text);
    expect(readIncident(a)).toEqual(readIncident(b));
    const alone = new Y.Doc();
    importPostmortem(alone, postmortem, person('Ana'));
    expect(
      readIncident(a)
        .entries.map(({ id }) => id)
        .toSorted(),
    ).toEqual(
      readIncident(alone)
        .entries.map(({ id }) => id)
        .toSorted(),
    );
    a.getText('postmortem').delete(0, 3);
    expect(importPostmortem(a, { ...postmortem, text: 'Another text' }, person('Ana'))).toBe(false);
    expect(postmortemDocument(postmortem.key)).toBe(postmortemDocument(postmortem.key));
  });
});
