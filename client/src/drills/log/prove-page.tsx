import { Button, Progress } from '@mantine/core';
import type { ChainBreak, ChainReport } from '@holdfast/shared/model/verify-chain';
import type { DrillProof, SealReport } from '@holdfast/shared/model/verify-seals';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconDownload,
  IconFileOff,
  IconShieldCheck,
} from '@tabler/icons-react';
import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useHub, useProjections, useReadProjections } from '../../app/hub-context.tsx';
import { drillPartPath, drillPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { localDay } from '@holdfast/shared/model/local-day';
import { downloadFile } from '../../sync/download-file.ts';
import { drillLogText } from '../../ui/text/drill-log.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useSlices } from '../../ui/use-slices.ts';
import { describeMinute } from '../../ui/when.ts';
import { type LogProof, proveDrills } from './prove-drills.ts';
import { ReportTools } from '../../room/report-tools.tsx';
import report from '../../room/report.module.css';
import { nextTask } from '../../ui/next-task.ts';
import classes from './drill-log.module.css';

const words = drillLogText.proof;
const icon = { size: 15, 'aria-hidden': true } as const;
const drawnAtOnce = 50;
const nothing: readonly DrillProof[] = [];
const stateIcons = {
  intact: IconCircleCheck,
  damaged: IconCircleX,
  gone: IconFileOff,
  unsealed: IconAlertTriangle,
  unchained: IconAlertTriangle,
} as const;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly all: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'done'; readonly proof: LogProof; readonly atMs: number };

/** Recomputes the chains and seals of every drill, and says what that proves. */
export function ProvePage() {
  usePageTitle(words.title);
  const hub = useHub();
  const projections = useProjections();
  const readProjections = useReadProjections();
  const completeness = useCompleteness();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const working = useRef<AbortController>(undefined);
  const { slices, isWhole } = useSlices(
    state.kind === 'done' ? state.proof.drills : nothing,
    drawnAtOnce,
  );
  const log = projections?.get('drill-log');
  const sealed = useMemo(
    () =>
      new Map(log?.kind === 'drill-log' ? log.seals.map(({ drill, title }) => [drill, title]) : []),
    [log],
  );
  const titleOf = useCallback(
    (name: string) => readProjections()?.get(name)?.title ?? sealed.get(name) ?? name,
    [readProjections, sealed],
  );

  async function start(): Promise<void> {
    const stop = new AbortController();
    working.current = stop;
    const names: string[] = [];
    for (const [name, one] of readProjections() ?? []) if (one.kind === 'drill') names.push(name);
    setState({ kind: 'working', done: 0, all: names.length });
    try {
      const proof = await proveDrills(names, {
        readDocuments: (wanted) => hub.readDocuments(wanted),
        pause: nextTask,
        now: () => performance.now(),
        onProgress: (done, all) => setState({ kind: 'working', done, all }),
        signal: stop.signal,
      });
      setState({ kind: 'done', proof, atMs: Date.now() });
    } catch {
      setState({ kind: stop.signal.aborted ? 'idle' : 'failed' });
    }
  }

  function save(proof: LogProof, atMs: number): void {
    const result = {
      format: 'holdfast-drill-proof',
      version: 1,
      workspace: hub.workspace,
      madeAt: new Date(atMs).toISOString(),
      log: proof.log,
      seals: proof.seals,
      drills: proof.drills.map((one) => ({ ...one, title: titleOf(one.drill) })),
    };
    const text = `${JSON.stringify(result, undefined, 2)}\n`;
    downloadFile(`drill-proof-${localDay(atMs)}.json`, new TextEncoder().encode(text));
  }

  return (
    <div className={report.page}>
      <ReportTools
        back={{ href: drillPartPath('log'), words: drillLogText.report.back }}
        print={state.kind === 'done' ? { words: words.print, isWhole, isMinor: true } : undefined}
      >
        {state.kind === 'done' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload {...icon} />}
            onClick={() => save(state.proof, state.atMs)}
          >
            {words.save}
          </Button>
        )}
      </ReportTools>
      <h1 className={report.title}>{words.title}</h1>
      <p className={classes.lead}>{words.lead}</p>
      {completeness !== 'whole' && <p className={report.made}>{words.notWhole}</p>}
      <div className={report.part}>
        {state.kind === 'working' ? (
          <>
            <p role="status">{words.progress(state.done, state.all)}</p>
            <Progress
              value={state.all === 0 ? 0 : (state.done / state.all) * 100}
              aria-label={words.title}
            />
            <Button mt={8} size="xs" variant="default" onClick={() => working.current?.abort()}>
              {words.stop}
            </Button>
          </>
        ) : (
          <Button
            size="sm"
            className={report.again}
            leftSection={<IconShieldCheck size={18} aria-hidden="true" />}
            disabled={projections === undefined}
            onClick={() => void start()}
          >
            {state.kind === 'done' ? words.again : words.start}
          </Button>
        )}
        {state.kind === 'failed' && <p role="alert">{words.failed}</p>}
      </div>
      {state.kind === 'done' && (
        <Result
          proof={state.proof}
          slices={slices}
          atMs={state.atMs}
          titleOf={titleOf}
          workspace={hub.workspace}
        />
      )}
      <Means />
    </div>
  );
}

function Result(props: {
  readonly proof: LogProof;
  /** The drills of it that are drawn so far. */
  readonly slices: readonly (readonly DrillProof[])[];
  readonly atMs: number;
  readonly workspace: string;
  readonly titleOf: (name: string) => string;
}) {
  const { drills, log, seals } = props.proof;
  const counts = (['damaged', 'gone', 'unsealed', 'unchained', 'intact'] as const)
    .map((state) => ({ state, count: drills.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0);
  return (
    <section className={report.part} aria-label={words.result}>
      <h2 className={report.heading}>{words.result}</h2>
      <p className={report.made}>{words.made(describeMinute(props.atMs), props.workspace)}</p>
      <div role="status">
        {' '}
        <ul className={classes.sums}>
          {drills.length === 0 && <li>{words.nothing}</li>}
          {counts.map(({ state, count }) => (
            <li key={state}>
              <StateMark state={state} text={words.summary[state](count)} />
            </li>
          ))}
        </ul>
      </div>
      <h3 className={report.day}>{words.log}</h3>
      {log === undefined ? (
        <p className={report.none}>{words.noLog}</p>
      ) : log.breaks.length === 0 ? (
        <StateMark state="intact" text={words.logIntact} />
      ) : (
        <>
          <StateMark state="damaged" text={words.logBroken} />
          <Breaks breaks={log.breaks} />
        </>
      )}
      {seals !== undefined && (
        <p className={classes.digest}>
          {words.logDigest(seals.count)} {seals.digest}
        </p>
      )}
      <ul className={classes.proofs}>
        {props.slices.map((slice) => (
          <Proofs key={slice[0]?.drill} proofs={slice} titleOf={props.titleOf} />
        ))}
      </ul>
    </section>
  );
}

const Proofs = memo(function Proofs(props: {
  readonly proofs: readonly DrillProof[];
  readonly titleOf: (name: string) => string;
}) {
  return props.proofs.map((one) => (
    <li key={one.drill} className={classes.proof}>
      <One proof={one} title={props.titleOf(one.drill)} />
    </li>
  ));
});

function StateMark(props: { readonly state: DrillProof['state']; readonly text: string }) {
  const Picture = stateIcons[props.state];
  return (
    <span className={classes.state} data-state={props.state}>
      <Picture {...icon} />
      {props.text}
    </span>
  );
}

function One({ proof, title }: { readonly proof: DrillProof; readonly title: string }) {
  const { state, entries, runs, contents, seals, addedSinceSeal } = proof;
  const { files, wrongTexts } = contents;
  return (
    <>
      <div className={classes.proofTitle}>
        <Link href={drillPath(proof.drill)} aria-label={words.open(title)} dir="auto">
          {title}
        </Link>
        <StateMark state={state} text={words.states[state]} />
        <span className={report.ticked}>{words.statesLong[state]}</span>
      </div>
      <ul>
        {entries !== undefined && <Chain name={words.chains.entries} chain={entries} />}
        {runs !== undefined && runs.devices.length > 0 && (
          <Chain name={words.chains.runs} chain={runs} />
        )}
        {files.changed > 0 && <li>{words.files.changed(files.changed)}</li>}
        {files.missing > 0 && <li>{words.files.missing(files.missing)}</li>}
        {files.dropped > 0 && <li>{words.files.dropped(files.dropped)}</li>}
        {wrongTexts > 0 && <li>{words.files.texts(wrongTexts)}</li>}
        {seals.map((seal) => (
          <li key={seal.seal}>
            {sealInWords(seal)}
            <div className={classes.digest}>
              {words.digest} {seal.digest}
            </div>
          </li>
        ))}
        {seals.length > 0 && addedSinceSeal > 0 && <li>{words.added(addedSinceSeal)}</li>}
      </ul>
    </>
  );
}

function sealInWords(seal: SealReport): string {
  const when = describeMinute(seal.sealedAtMs);
  return seal.state === 'changed'
    ? words.seals.changed(seal.sealedBy, when, seal.missing)
    : words.seals[seal.state](seal.sealedBy, when);
}

function Chain({ name, chain }: { readonly name: string; readonly chain: ChainReport }) {
  return (
    <li>
      {name}:
      <ul>
        {chain.devices.map((one) => (
          <li key={one.device}>
            {[
              `${words.device(one.device, one.people.join(', '))}: ${words.deviceStates[one.state]}`,
              words.entries(one.entries),
              ...(one.unchained > 0 && one.state !== 'unchained'
                ? [words.unchainedEntries(one.unchained)]
                : []),
              ...(one.forks > 0 ? [words.forks(one.forks)] : []),
            ].join('; ')}
          </li>
        ))}
        {chain.unreadable > 0 && <li>{words.unreadable(chain.unreadable)}</li>}
      </ul>
      <Breaks breaks={chain.breaks} />
    </li>
  );
}

function Breaks({ breaks }: { readonly breaks: readonly ChainBreak[] }) {
  if (breaks.length === 0) return null;
  return (
    <ul>
      {breaks.map((one) => (
        <li key={`${one.kind} ${one.at}`}>
          {words.breakAt(one.by, describeMinute(one.happenedAtMs), words.breaks[one.kind])}
        </li>
      ))}
    </ul>
  );
}

/** In plain words, also before anything was recomputed. */
function Means() {
  const said = words.means;
  return (
    <section className={report.part} aria-label={said.title}>
      <h2 className={report.heading}>{said.title}</h2>
      <p>{said.shows}</p>
      <ul>
        {said.showsList.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{said.not}</p>
      <ul>
        {said.notList.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
