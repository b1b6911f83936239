import { Button, Group, Loader } from '@mantine/core';
import { IconFile, IconFolderOpen, IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { Link } from 'wouter';
import {
  type AcceptMapImport,
  mapImportSteps,
} from '@holdfast/shared/map-transfer/apply-map-import';
import { bringsNothing } from '@holdfast/shared/map-transfer/draft';
import { planImports } from '@holdfast/shared/map-transfer/plan-imports';
import { isSamePlan, type MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import type { SourcesRead } from '@holdfast/shared/map-transfer/read-sources';
import { mapPath, type MapRoute } from '../../app/routes.ts';
import { mapImportText as words } from '../../ui/text/map-import.ts';
import { connectionsAside } from '../connections-aside.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { MapFrame } from '../map-frame.tsx';
import {
  type ChosenFile,
  chosenFiles,
  type ChosenTexts,
  droppedFiles,
  readTexts,
} from './chosen-files.ts';
import { type Brought, noteBrought } from './brought.ts';
import { PlanNotes } from './plan-notes.tsx';
import { followUpCount, PlanView } from './plan-view.tsx';
import { readSources } from './read-sources.ts';
import { passedOver, whyNothing } from './what-was-read.ts';
import classes from './map-import.module.css';
import { Writes } from '../../access/writes.tsx';
import { useMay } from '../../access/use-may.ts';

interface Planned {
  readonly step: 'plan';
  readonly plan: MapImportPlan;
  readonly read: SourcesRead;
  readonly texts: ChosenTexts;
  /** Another plan was shown before, and the map is not what it was. */
  readonly isOther: boolean;
}

type State =
  | { readonly step: 'choose'; readonly problem?: string; readonly why?: readonly string[] }
  | { readonly step: 'reading' }
  | Planned
  | {
      readonly step: 'done';
      readonly count: number;
      /** So many connections are kept aside since. */
      readonly aside: number;
      readonly plan: MapImportPlan;
      readonly brought: Brought;
    }
  | { readonly step: 'undone'; readonly stayed: number };

/** Takes files into the map: what is chosen, what would change, and what did. */
export function MapImportPage({ route }: { readonly route: MapRoute }) {
  const { open, change, store } = useShownMap();
  // Whether there is still something to take back is seen anew whenever the map changes.
  useMap();
  const [state, setState] = useState<State>({ step: 'choose' });

  async function read(choose: () => Promise<readonly ChosenFile[]>): Promise<void> {
    setState({ step: 'reading' });
    try {
      const texts = await readTexts(await choose());
      const sources = await readSources(texts.files, {
        folders: texts.folders.map((path) => ({ path })),
        unread: [...texts.tooLarge, ...texts.notText],
      });
      const plan = planImports(open.doc, sources.draft);
      if (bringsNothing(sources.draft) && plan.items.length + plan.knowledgeGone.length === 0) {
        setState({ step: 'choose', problem: words.nothing, why: whyNothing(sources, texts) });
        return;
      }
      setState({ step: 'plan', plan, read: sources, texts, isOther: false });
    } catch (error) {
      setState({ step: 'choose', problem: `${words.failed} ${String(error)}` });
    }
  }

  function accept(shown: Planned, options: Required<AcceptMapImport>): void {
    // What others did to the map since it was shown counts.
    const plan = planImports(open.doc, shown.read.draft);
    if (!isSamePlan(plan, shown.plan)) {
      setState({ ...shown, plan, isOther: true });
      return;
    }
    const planned = change((_, context) => mapImportSteps(plan, context, options));
    // Each step is an update of its own, small enough for every relay.
    const before = connectionsAside(store.get()).length;
    const brought = noteBrought(open.doc, () => {
      for (const step of planned) change((doc) => step(doc));
    });
    const forgotten = options.removesKnowledge ? plan.knowledgeGone.length : 0;
    const count =
      plan.items.filter(options.accepts).length +
      plan.knowledge.length +
      forgotten +
      followUpCount(plan);
    const aside = connectionsAside(store.get()).length - before;
    setState({ step: 'done', count, aside, plan, brought });
  }

  function takeBack(brought: Brought): void {
    setState({ step: 'undone', stayed: brought.takeBack((write) => change(write)) });
  }

  return (
    <MapFrame route={route}>
      <div className={classes.page}>
        {state.step === 'choose' && (
          <Choose problem={state.problem} why={state.why} onFiles={read} />
        )}
        {state.step === 'reading' && (
          <p role="status" className={classes.reading}>
            <Loader size="xs" aria-hidden="true" /> {words.reading}
          </p>
        )}
        {state.step === 'plan' && (
          <>
            <WhatWasRead read={state.read} texts={state.texts} />
            {state.isOther && (
              <p role="alert" className={classes.problem}>
                {words.changedMeanwhile}
              </p>
            )}
            <PlanView
              plan={state.plan}
              onAccept={(options) => accept(state, options)}
              onCancel={() => setState({ step: 'choose' })}
            />
          </>
        )}
        {(state.step === 'done' || state.step === 'undone') && (
          <div className={classes.done}>
            <p role="status">
              {state.step === 'undone'
                ? words.undone(state.stayed)
                : [words.done(state.count), state.aside > 0 ? words.keptAside(state.aside) : '']
                    .filter((one) => one !== '')
                    .join(' ')}
            </p>
            <Group gap="xs">
              {state.step === 'done' && state.brought.isThere() && (
                <Button variant="default" onClick={() => takeBack(state.brought)}>
                  {words.undo}
                </Button>
              )}
              <Button variant="default" onClick={() => setState({ step: 'choose' })}>
                {words.again}
              </Button>
              <Button component={Link} href={mapPath('list')}>
                {words.toMap}
              </Button>
            </Group>
            {state.step === 'done' && <PlanNotes plan={state.plan} />}
          </div>
        )}
      </div>
    </MapFrame>
  );
}

function WhatWasRead(props: { readonly read: SourcesRead; readonly texts: ChosenTexts }) {
  const { read, texts } = props;
  const counts = new Map<string, number>();
  for (const format of read.formats.values()) {
    counts.set(words.formats[format], (counts.get(words.formats[format]) ?? 0) + 1);
  }
  const files = [...counts].map(([name, count]) => `${name} (${words.files(count)})`).join(', ');
  return (
    <p className={classes.read} role="status">
      {[words.read(files), ...passedOver(read, texts)].join('. ')}
    </p>
  );
}

function Choose(props: {
  readonly problem: string | undefined;
  readonly why: readonly string[] | undefined;
  readonly onFiles: (choose: () => Promise<readonly ChosenFile[]>) => Promise<void>;
}) {
  const [isOver, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // React knows no such attribute.
    folder.current?.setAttribute('webkitdirectory', '');
  }, []);

  function accept(event: DragEvent): void {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  }

  function choose(event: ChangeEvent<HTMLInputElement>): void {
    const some = chosenFiles([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
    if (some.length > 0) void props.onFiles(async () => some);
  }

  const may = useMay('edit', 'map');
  return (
    <>
      <p className={classes.lead}>{words.lead}</p>
      {props.problem !== undefined && (
        <div role="alert" className={classes.problem}>
          {props.problem}
          {props.why !== undefined && props.why.length > 0 && (
            <ul className={classes.fields}>
              {props.why.map((line, at) => (
                // The same may be wrong twice in one file.
                <li key={at} dir="auto">
                  {line}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div
        className={classes.drop}
        {...(isOver ? { 'data-over': true } : {})}
        // Both have to be answered, or the browser takes the drop for one of its own.
        onDragEnter={accept}
        onDragOver={accept}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!may.ok) return;
          void props.onFiles(droppedFiles(event.dataTransfer));
        }}
      >
        <IconUpload size={26} stroke={1.5} aria-hidden="true" />
        <p className={classes.dropWords}>{isOver ? words.dropNow : words.drop}</p>
        <Writes operation="edit" doc="map" isSaid>
          <Group gap="xs" justify="center">
            <Button
              leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
              onClick={() => folder.current?.click()}
            >
              {words.chooseFolder}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFile size={16} aria-hidden="true" />}
              onClick={() => files.current?.click()}
            >
              {words.chooseFiles}
            </Button>
          </Group>
        </Writes>
        <input ref={folder} type="file" multiple hidden onChange={choose} />
        <input ref={files} type="file" multiple hidden onChange={choose} data-files="map" />
      </div>
      <p className={classes.elsewhere}>
        <Link href={mapPath('people', '', 'view=git')}>{words.fromGit}</Link>
      </p>
    </>
  );
}
