import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionWords, gateWords, timerWords, variableWords } from './step-words.ts';
import { readRunnable, type Step } from './steps.ts';

function texts(text: string): readonly string[] {
  return readRunnable(text).steps.map((step) => `${'>'.repeat(step.depth)}${step.text}`);
}

function onlyStep(text: string): Step {
  const [step, ...others] = readRunnable(text).steps;
  if (step === undefined || others.length > 0) throw new Error('not one step');
  return step;
}

describe('steps', () => {
  it('are items of ordered and of task lists, also inside each other', () => {
    const text = [
      '# Failover',
      '',
      'What it is about.',
      '',
      '## Diagnosis',
      '',
      '1. Log in',
      '   - [ ] with a key',
      '   - only a note',
      '2. Look',
      '',
      '> [!NOTE]',
      '> 1. Quoted',
      '',
      '- [x] Once done',
      '- not a step',
      '  1. but this is',
    ].join('\n');
    expect(texts(text)).toEqual([
      'Log in',
      '>with a key',
      'Look',
      'Quoted',
      'Once done',
      'but this is',
    ]);
  });

  it('are items however many a list has', () => {
    const items = Array.from({ length: 3000 }, (_, at) => `1. Restart host ${at}\n\n   - gently\n`);
    const text = `## Hosts\n\n${items.join('\n')}\n## After\n\nLook again.\n`;
    const { steps } = readRunnable(text);
    expect(steps).toHaveLength(3001);
    for (const [at, { start, end }] of steps.slice(0, 3000).entries()) {
      expect(text.slice(start, end)).toMatch(new RegExp(`^1\\. Restart host ${at}\\s+- gently$`));
    }
  });

  it('are sections where they hold no such list, but not headings with nothing under them', () => {
    const text =
      '## Meaning\n\nIt is down.\n\n## Mitigation\n\n### A. By hand\n\n```sh\nrestart\n```\n\n' +
      '### B. By itself\n\n1. Wait\n\n### C\n\n<!-- to be written -->\n\n---\n';
    expect(
      readRunnable(text).steps.map(({ kind, text: words, section }) => [kind, words, section]),
    ).toEqual([
      ['section', 'Meaning', 'meaning'],
      ['section', 'A. By hand', 'a-by-hand'],
      ['item', 'Wait', 'b-by-itself'],
    ]);
  });

  it('leave out what only introduces, unless there is nothing else or something to type', () => {
    expect(texts('# Title\n\nAbout it.\n\n## Do\n\nThis.\n')).toEqual(['Do']);
    expect(texts('About it.\n\n## Do\n\nThis.\n')).toEqual(['Do']);
    expect(texts('# Title\n\nAbout it.\n')).toEqual(['Title']);
    expect(texts('Only words, no heading.')).toEqual(['Only words, no heading.']);
    expect(texts('# Title\n\n```\nfirst\n```\n\n## Do\n\nThis.\n')).toEqual(['Title', 'Do']);
    expect(texts('---\ntitle: x\n---\n{{< toc >}}\n\n<!-- c -->\n')).toEqual([]);
    expect(texts('')).toEqual([]);
  });

  it('know where they stand in the text', () => {
    const text = '---\ntitle: x\n---\n\n## Do\n\n1. One\n2. Two\n   more\n\n## Then\n\nText.\n';
    for (const start of ['', '\uFEFF']) {
      const written = start + text;
      const { steps } = readRunnable(written);
      expect(steps.map((step) => written.slice(step.start, step.end))).toEqual([
        '1. One',
        '2. Two\n   more',
        '## Then\n\nText.',
      ]);
    }
  });

  it('of a long text are the same as of its parts, with anchors of the whole', () => {
    const section = (n: number) => `## Same\n\n1. Step ${n}\n\n${'Words. '.repeat(40)}\n\n`;
    const text = Array.from({ length: 300 }, (_, n) => section(n)).join('');
    const { steps } = readRunnable(text);
    expect(steps).toHaveLength(300);
    expect(steps[0]).toMatchObject({ section: 'same', text: 'Step 0' });
    expect(steps[299]).toMatchObject({ section: 'same-299', text: 'Step 299' });
    for (const step of steps) expect(text.slice(step.start)).toMatch(/^1\. Step/);
  });

  it('never throw, and lie in order inside the text', () => {
    const lines = fc.constantFrom(
      ...[
        '# T',
        '## S',
        '1. a',
        '- [ ] b',
        '  - [x] c',
        '- d',
        '> 1. q',
        '```',
        'words',
        '',
        '---',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(lines).map((some) => some.join('\n')),
          fc.string(),
        ),
        (text) => {
          const { steps } = readRunnable(text);
          let last = -1;
          for (const { start, end } of steps) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = start;
          }
        },
      ),
    );
  });
});

describe('what steps say in plain words', () => {
  it('a gate', () => {
    expect(onlyStep(`1. Drop the table ${gateWords}`).gate).toBe(true);
    expect(onlyStep('1. Drop it. This **needs a second person**, always.').gate).toBe(true);
    expect(onlyStep('1. Say `needs a second person`').gate).toBe(false);
    expect(onlyStep('## Drop it (needs a second person)\n\nText.').gate).toBe(true);
    expect(
      readRunnable(`1. Outer\n   1. Inner ${gateWords}`).steps.map(({ gate }) => gate),
    ).toEqual([false, true]);
  });

  it('a timer', () => {
    expect(onlyStep(`1. Restart. ${timerWords(5)}`).waitMs).toBe(300_000);
    expect(onlyStep(`1. ${timerWords(1)}`).waitMs).toBe(60_000);
    expect(onlyStep('1. wait for 30 seconds').waitMs).toBe(30_000);
    expect(onlyStep('1. Wait at least 1.5 h, then look').waitMs).toBe(5_400_000);
    expect(onlyStep('1. They wait 500 metres away').waitMs).toBe(0);
    expect(onlyStep('1. Wait 900 hours').waitMs).toBe(0);
    expect(onlyStep('1. `wait 5 minutes`').waitMs).toBe(0);
    expect(onlyStep('## Then\n\nWait 2 minutes.').waitMs).toBe(120_000);
  });

  it('a condition', () => {
    const text = `1. ${conditionWords('the replica lags', 'Rebuild it', 'rebuild-it')}`;
    expect(onlyStep(text).jumps).toEqual([
      { to: 'rebuild-it', words: 'Rebuild it', condition: 'the replica lags' },
    ]);
    expect(onlyStep('1. Look. If `pg.lag` is over 5, see [B](#b). Else go on.').jumps).toEqual([
      { to: 'b', words: 'B', condition: 'pg.lag is over 5' },
    ]);
    expect(onlyStep('1. Read [B](#b) first.').jumps).toEqual([]);
    expect(onlyStep('1. If so: go to [B](b.md).').jumps).toEqual([]);
  });

  it('variables', () => {
    const text = `Log in to ${variableWords('host')} and [look](https://x.example/{{panel}}).`;
    expect(readRunnable(text).variables.map(({ name }) => name)).toEqual(['host', 'panel']);
  });

  it('its words without the tags of HTML', () => {
    expect(onlyStep('1. evil <img src=x onerror=alert(1)> thing').text).toBe('evil thing');
    expect(onlyStep('1. Stop <b>all</b> of it').text).toBe('Stop all of it');
    expect(onlyStep('## Then <br> go\n\nWords.').text).toBe('Then go');
  });
});
