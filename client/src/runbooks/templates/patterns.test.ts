import { readFrontMatter } from '@holdfast/shared/markdown/front-matter';
import { lintText } from '@holdfast/shared/markdown/lint';
import { expect, test } from 'vitest';
import { patterns } from './patterns.ts';

test('the eight patterns of the demo, without what is about the demo’s own runbooks', () => {
  expect(patterns.map(({ title }) => title)).toHaveLength(8);
  for (const { title, body } of patterns) {
    const { owners, alerts, components, title: own } = readFrontMatter(body);
    expect({ owners, alerts, components, own }).toEqual({
      owners: [],
      alerts: [],
      components: [],
      own: undefined,
    });
    expect(body).not.toMatch(new RegExp(`^# ${title}`, 'm'));
    expect(body).toContain('## Meaning');
  }
});

test('they have no problems of their own, but for links to each other', () => {
  const context = { owners: ['Ana'], variables: new Set<string>(), deadLink: () => undefined };
  expect(patterns.flatMap(({ body }) => lintText(body, context))).toEqual([]);
});
