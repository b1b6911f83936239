import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunnable } from './steps.ts';
import { declaredVariables, isShellHostile, splitVariables } from './variables.ts';

const names = (text: string) => readRunnable(text).variables.map(({ name }) => name);

describe('declared variables', () => {
  it.each([
    ['[host, port]', ['host', 'port']],
    ['host, port', ['host', 'port']],
    ['\n  - host\n  - name: port\n    default: 5432\n', ['host', 'port=5432']],
    [
      '\n  host: pg-a1\n  port:\n    default: 5432\n    description: Of it\n',
      ['host=pg-a1', 'port=5432 Of it'],
    ],
    ['\n  - host: {description: Which one}\n', ['host Which one']],
    ['[{name: 7}, "no spaces", 1x, host, host]', ['host']],
    ['7', []],
    ['', []],
  ])('%s', (yaml, expected) => {
    const shown = declaredVariables(`---\nvariables: ${yaml}\n---\ntext`).map((one) =>
      [`${one.name}${one.default && `=${one.default}`}`, one.description].filter(Boolean).join(' '),
    );
    expect(shown).toEqual(expected);
  });

  it('of front matter that cannot be read are none', () => {
    expect(declaredVariables('---\nvariables: [\n---\n')).toEqual([]);
    expect(declaredVariables('no front matter')).toEqual([]);
    fc.assert(
      fc.property(fc.json(), (value) => {
        declaredVariables(`---\nvariables: ${value}\n---\n`);
      }),
    );
  });
});

describe('variables used in a text', () => {
  it('are asked for, the declared ones first', () => {
    const text =
      '---\nvariables: [port]\n---\n\n`ssh {{host}}`\n\n```sh\ncurl {{host}}:{{ port }}\n```\n';
    expect(names(text)).toEqual(['port', 'host']);
  });

  it.each([
    '{{ .Values.x }}',
    '{{ $labels.x }}',
    '{{< hint >}}',
    '{{% note %}}',
    '{{ page.title }}',
    '{{ host }}',
    '{{end}}',
    '{{"\\n"}}',
    '{{range .items}}',
    '{{{host}}}',
    '<%= host %>',
    '`{{.metadata.name}}`',
    '```yaml\nsummary: "{{host}} down"\n```',
    '```\n{{ if .x }}{{host}}{{ end }}\n```',
  ])('are not what other tools mean: %s', (text) => {
    expect(names(text)).toEqual([]);
  });

  it('count in templates too where they are declared', () => {
    const text = '```yaml\nhost: {{host}}, {{other}}, {{ $labels.host }}\n```';
    expect(names(`---\nvariables: [host]\n---\n${text}`)).toEqual(['host']);
    expect(
      splitVariables(text, (name) => name === 'host', { kind: 'code', language: 'yaml' })
        .filter(({ kind }) => kind === 'variable')
        .map((piece) => piece.text),
    ).toEqual(['{{host}}']);
  });

  it('leave the rest of the text as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('{{a}}', '{{ a }}', '{{', '}}', '{'))),
        (some) => {
          const text = some.join('');
          const pieces = splitVariables(text, (name) => name === 'a');
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        },
      ),
    );
  });
});

describe('values that a shell would take apart', () => {
  it.each(['a b', 'a;b', '$x', '`x`', "it's", 'a*', '-rf', '~', 'a\nb', 'x|y', '(x)'])(
    '%s',
    (value) => {
      expect(isShellHostile(value)).toBe(true);
    },
  );
  it.each(['', 'pg-a1', '10.0.0.1:5432', 'ana@host', '/var/lib', 'a=b', 'größe'])(
    'not %s',
    (value) => {
      expect(isShellHostile(value)).toBe(false);
    },
  );
});
