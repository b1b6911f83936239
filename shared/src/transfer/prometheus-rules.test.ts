import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAlertRules } from './prometheus-rules.ts';

const plain = `groups:
- name: db
  rules:
  - record: job:up
    expr: sum(up)
  - alert: PgDown
    expr: up == 0
    labels: {severity: critical}
    annotations:
      summary: The primary is {{ $value }}
      runbook_url: https://runbooks.example/db/pgdown
  - alert: PgLag
    expr: lag > 1
    annotations:
      message: Lag
      runbook: https://old.example/pglag
  - alert: Bare
    expr: vector(1)
`;

const names = (text: string) => readAlertRules(text).alerts.map(({ name }) => name);

describe('readAlertRules', () => {
  it('reads what an alert says of itself, and passes recording rules over', () => {
    expect(readAlertRules(plain)).toEqual({
      alerts: [
        {
          name: 'PgDown',
          severity: 'critical',
          summary: 'The primary is {{ $value }}',
          runbookUrl: 'https://runbooks.example/db/pgdown',
        },
        { name: 'PgLag', severity: '', summary: 'Lag', runbookUrl: 'https://old.example/pglag' },
        { name: 'Bare', severity: '', summary: '', runbookUrl: '' },
      ],
    });
  });

  it('reads resources, lists of them, several documents, and JSON', () => {
    const resource = (alert: string) => ({
      kind: 'PrometheusRule',
      spec: { groups: [{ name: 'g', rules: [{ alert, expr: '1' }] }] },
    });
    expect(names(JSON.stringify(resource('A')))).toEqual(['A']);
    expect(names(JSON.stringify({ kind: 'List', items: [resource('A'), resource('B')] }))).toEqual([
      ...['A', 'B'],
    ]);
    expect(names(JSON.stringify({ prometheusAlerts: resource('A').spec }))).toEqual(['A']);
    const documents = ['A', 'B'].map((alert) => JSON.stringify(resource(alert)));
    expect(names(`---\n${documents.join('\n---\n')}\n`)).toEqual(['A', 'B']);
    expect(names('kind: Service\nspec: {}\n')).toEqual([]);
    expect(names('')).toEqual([]);
  });

  it('tells what cannot be read, and gives the rest', () => {
    const read = readAlertRules(`${plain}---\na: [\n---\n{{ template }}: {\n`);
    expect(read.alerts).toHaveLength(3);
    expect(read.problem).toMatch(/^not valid YAML: /);
  });

  it('takes nothing strange for an alert', () => {
    for (const rules of ['[1, null, {alert: 3}, {alert: ""}]', 'text', '{alert: A}']) {
      expect(names(`groups: [{rules: ${rules}}]`)).toEqual([]);
    }
    expect(readAlertRules('groups: [{rules: [{alert: A, labels: 3, annotations: [x]}]}]')).toEqual({
      alerts: [{ name: 'A', severity: '', summary: '', runbookUrl: '' }],
    });
  });

  it('never throws', () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}`;
    expect(readAlertRules(bomb).alerts).toEqual([]);
    expect(readAlertRules('['.repeat(5_000)).alerts).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), fc.jsonValue(), (text, value) => {
        readAlertRules(text);
        readAlertRules(JSON.stringify(value));
        readAlertRules(`groups:\n- rules:\n  - ${text}`);
      }),
    );
  });
});
