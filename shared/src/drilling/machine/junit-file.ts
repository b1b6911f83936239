import { readXml, type XmlElement } from '../../analysis/xml-tree.ts';
import { lineOf, textOf, timeOf } from '../../alerting/machine-report.ts';
import { textHash } from '../../model/ids.ts';
import { namesOf } from './drill-payload.ts';
import { bareReport, type DrillReportsRead } from './drill-report.ts';

/** What a JUnit file cannot say itself. */
export interface JUnitAbout {
  readonly title?: string | undefined;
  /** The same for one run; where absent, the file's own content is. */
  readonly key?: string | undefined;
  readonly plan?: string | undefined;
  readonly scenario?: string | undefined;
  readonly components?: readonly string[] | undefined;
}

const mostFindings = 20;
const mostCases = 500;

interface Case {
  readonly name: string;
  readonly seconds: number;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

/**
 * One drill from a JUnit file (`testsuites` or `testsuite`), as test runners of all languages write
 * it: passed where no case failed and at least one was carried out; inconclusive where none was. A
 * suite that counts more failures than its cases show has failed, too.
 */
export function readJUnit(text: string, about: JUnitAbout = {}): DrillReportsRead {
  const xml = readXml(text);
  if (!xml.ok) return { ok: false, problem: `line ${xml.line}: ${xml.problem}` };
  const { root } = xml;
  if (root.name !== 'testsuites' && root.name !== 'testsuite') {
    return {
      ok: false,
      problem: `<${lineOf(root.name, 40)}>: a JUnit file begins with <testsuites> or <testsuite>`,
    };
  }
  const suites = [...(root.name === 'testsuite' ? [root] : []), ...suitesIn(root)];
  const cases = suites.flatMap((suite) =>
    suite.children.flatMap((child) => (child.name === 'testcase' ? [caseOf(child)] : [])),
  );
  if (cases.length === 0) return { ok: false, problem: 'there is no <testcase> in it' };
  const failed = cases.filter(({ state }) => state === 'failed');
  const carriedOut = cases.filter(({ state }) => state !== 'skipped');
  const unnamed = Math.max(0, countedFailures(root) - failed.length);
  const hasFailed = failed.length + unnamed > 0;
  const outcome = hasFailed ? 'failed' : carriedOut.length > 0 ? 'passed' : 'inconclusive';
  const startedMs = suites
    .flatMap((suite) => timeOf(suite.attributes['timestamp']) ?? [])
    .reduce((first, ms) => Math.min(first, ms), Infinity);
  const title =
    lineOf(about.title ?? '') ||
    lineOf(root.attributes['name'] ?? suites[0]?.attributes['name'] ?? '') ||
    'Test run';
  return {
    ok: true,
    reports: [
      {
        ...bareReport({
          by: 'JUnit',
          key: JSON.stringify(['junit', about.key ?? textHash(text)]),
          title,
          drillKind: 'chaos',
        }),
        plan: about.plan ?? '',
        scenario: about.scenario ?? '',
        components: namesOf(about.components ?? []),
        moments: Number.isFinite(startedMs) ? { started: startedMs } : {},
        verdict: {
          outcome,
          // The file has none that could have held.
          hypothesis: 'unknown',
          text: [
            `${carriedOut.length} of ${cases.length} cases carried out, ${failed.length} failed.`,
            ...(unnamed === 0
              ? []
              : [`The file counts ${unnamed} more that failed, and does not name them.`]),
          ].join(' '),
        },
        outputs: [textOf(cases.slice(0, mostCases).map(lineOfCase).join('\n'))],
        findings: failed
          .slice(0, mostFindings)
          .map(({ name, message }) => textOf(message === '' ? name : `${name}: ${message}`)),
      },
    ],
  };
}

/** Suites may lie within suites. */
function suitesIn(element: XmlElement): readonly XmlElement[] {
  return element.children
    .filter(({ name }) => name === 'testsuite')
    .flatMap((suite) => [suite, ...suitesIn(suite)]);
}

/** How many failed by what a suite says of itself, or by what those within it say where that is more. */
function countedFailures(suite: XmlElement): number {
  const own = ['failures', 'errors'].reduce(
    (sum, name) => sum + (Number(suite.attributes[name] ?? 0) || 0),
    0,
  );
  const within = suite.children
    .filter(({ name }) => name === 'testsuite')
    .reduce((sum, child) => sum + countedFailures(child), 0);
  const direct = suite.children
    .filter(({ name }) => name === 'testcase')
    .filter((child) => caseOf(child).state === 'failed').length;
  return Math.max(own, within + direct);
}

function caseOf(element: XmlElement): Case {
  const { attributes, children } = element;
  const fault = children.find(({ name }) => name === 'failure' || name === 'error');
  const skipped = children.some(({ name }) => name === 'skipped');
  return {
    name: lineOf([attributes['classname'], attributes['name']].filter(Boolean).join(' › ')),
    seconds: Number(attributes['time'] ?? 0) || 0,
    state: fault !== undefined ? 'failed' : skipped ? 'skipped' : 'passed',
    message: lineOf(fault?.attributes['message'] ?? fault?.text ?? '', 500),
  };
}

function lineOfCase({ name, seconds, state }: Case): string {
  return `${state}: ${name}${seconds > 0 ? ` (${seconds} s)` : ''}`;
}
