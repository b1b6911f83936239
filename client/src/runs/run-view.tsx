import { declaredVariables } from '@holdfast/shared/markdown/variables';
import { findRunText, type Run } from '@holdfast/shared/model/run';
import type { RunState } from '@holdfast/shared/model/run-fold';
import type { Components } from 'hast-util-to-jsx-runtime';
import { useCallback, useEffect, useMemo, type FocusEvent, type ReactNode } from 'react';
import type * as Y from 'yjs';
import { useHub, useProjections } from '../app/hub-context.tsx';
import { useYSelector } from '../documents/use-y-selector.ts';
import { useLinkResolver } from '../runbooks/use-link-resolver.ts';
import { CopyIconButton } from '../ui/copy-icon-button.tsx';
import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import { MarkdownView, plainWords } from '../ui/markdown/markdown-view.tsx';
import { copyCaution } from '../ui/markdown/copy-caution.ts';
import { sectionElementPrefix } from '../ui/markdown/section-anchor.ts';
import { useMarkdown } from '../ui/markdown/use-markdown.ts';
import { showProblem } from '../ui/notice.tsx';
import { runsText } from '../ui/text/runs.ts';
import { currentRun } from './current-run.ts';
import { createRunActions } from './run-actions.ts';
import { RunProvider, useRun, type ShownRun } from './run-context.tsx';
import { RunDoubts } from './run-doubts.tsx';
import { RunEnd } from './run-end.tsx';
import { RunImages } from './run-images.tsx';
import { runCommands } from './run-keys.ts';
import { RunProgress } from './run-progress.tsx';
import { useRunState, type RunStore } from './run-store.ts';
import { markRun } from './run-tree.ts';
import { RunValues } from './run-values.tsx';
import { StepDetails } from './step-details.tsx';
import { stepElementId } from './step-element.ts';
import { StepItem, StepSection } from './step-frame.tsx';
import { StepList } from './step-list.tsx';
import classes from './run-view.module.css';
import { useMay } from '../access/use-may.ts';
import { WhyNot } from '../access/writes.tsx';

/** A run of a runbook: its whole text as written, ticked off in place. `children` stand above it. */
export function RunView(props: {
  /** Document that it is in. */
  readonly name: string;
  readonly doc: Y.Doc;
  readonly store: RunStore;
  readonly run: Run;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { name, doc, store, run } = props;
  const shown = useShownRun(name, doc, store, run);
  const selectText = useCallback((from: Y.Doc) => findRunText(from, run.version), [run.version]);
  const found = useYSelector(doc, selectText);
  return (
    <RunProvider value={shown}>
      <div className={classes.page}>
        <article className={classes.article}>
          {props.children}
          <WhyNot operation="append" doc={name} />
          <RunDoubts doc={doc} run={run} />
          <RunEnd />
          <RunValues />
          <RunProgress />
          {found.state === 'here' ? (
            <RunText run={run} text={found.text} title={props.title} />
          ) : (
            <p role="status" className={classes.missing}>
              {found.state === 'changed' ? runsText.view.textChanged : runsText.view.textMissing}
            </p>
          )}
        </article>
        <StepList />
      </div>
    </RunProvider>
  );
}

function useShownRun(name: string, doc: Y.Doc, store: RunStore, run: Run): ShownRun {
  const hub = useHub();
  const may = useMay('append', name);
  const why = may.ok ? undefined : may.why;
  const shown = useMemo<ShownRun>(() => {
    const goTo = (place: number) => {
      store.setCursor(place);
      const element = document.getElementById(stepElementId(place));
      element?.scrollIntoView({ block: 'center' });
      element?.focus({ preventScroll: true });
    };
    const acting = {
      run,
      name,
      why,
      store,
      goTo,
      actions: createRunActions({ doc, store, context: hub.entryContext }),
      attempt: (problem: string | undefined) => {
        if (problem !== undefined) showProblem(runsText.words.failed, problem);
      },
      move(by: 1 | -1) {
        const place = nextPlace(store.state(), store.cursor(), by);
        if (place !== undefined) goTo(place);
      },
    };
    return { ...acting, commands: (dialogs) => runCommands(acting, dialogs) };
  }, [doc, hub, name, run, store, why]);
  useEffect(() => {
    // Fetched now, while whoever serves the app may still be there. Failing is no fault: it is
    // fetched again when it is wanted.
    import('./run-dialogs.tsx').catch(() => undefined);
  }, []);
  useEffect(() => {
    currentRun.set(shown);
    return () => {
      if (currentRun.get() === shown) currentRun.set(undefined);
    };
  }, [shown]);
  return shown;
}

/** The step before or after, of those that are part of the run. */
function nextPlace(
  state: RunState | undefined,
  cursor: number | undefined,
  by: 1 | -1,
): number | undefined {
  const places = (state?.steps ?? []).flatMap(({ inPart }, place) => (inPart ? [place] : []));
  if (cursor === undefined) return by === 1 ? places[0] : places.at(-1);
  return by === 1
    ? places.find((place) => place > cursor)
    : places.findLast((place) => place < cursor);
}

function RunText(props: { readonly run: Run; readonly text: string; readonly title: string }) {
  const { run, text } = props;
  const { store } = useRun();
  const values = useRunState(store)?.values;
  const markdown = useMarkdown(text, props.title);
  const runbook = useProjections()?.get(run.runbook);
  const resolve = useLinkResolver(runbook?.kind === 'runbook' ? runbook.sourcePath : '');
  const declared = useMemo(() => new Set(declaredVariables(text).map(({ name }) => name)), [text]);
  const prepare = useCallback(
    (part: MarkdownTree, start: number) =>
      markRun(part, start, {
        steps: run.steps,
        values: new Map(values?.map(({ name, value }) => [name, value])),
        declared,
      }),
    [declared, values, run.steps],
  );
  // A jump leads to a heading: keys go on from the first step below it.
  const onFocus = (event: FocusEvent) => {
    if (!event.target.id.startsWith(sectionElementPrefix)) return;
    const anchor = event.target.id.slice(sectionElementPrefix.length);
    const place = run.steps.findIndex(({ section }) => section === anchor);
    if (place >= 0) store.setCursor(place);
  };
  return (
    <div onFocus={onFocus} className={classes.text}>
      <RunImages runbook={run.runbook} text={text}>
        <MarkdownView
          markdown={markdown}
          resolve={resolve}
          prepare={prepare}
          components={stepComponents}
        />
      </RunImages>
    </div>
  );
}

/** Drawn in place of what a runbook has there: `run-tree.ts` says where. */
const stepComponents: Partial<Components> = {
  li: ({ node, children, className, dir, ...rest }) => {
    const place = placeOf(node?.properties['dataStep']);
    if (place === undefined) {
      return (
        <li className={className} dir={dir} id={rest.id}>
          {children}
        </li>
      );
    }
    return (
      <StepItem place={place} className={className} dir={dir}>
        {children}
      </StepItem>
    );
  },
  article: ({ node, children }) => {
    const place = placeOf(node?.properties['dataStep']);
    return place === undefined ? (
      <>{children}</>
    ) : (
      <StepSection place={place}>{children}</StepSection>
    );
  },
  footer: ({ node }) => {
    const place = placeOf(node?.properties['dataStep']);
    return place === undefined ? null : <StepDetails place={place} />;
  },
  mark: ({ node, children }) => {
    const name = String(node?.properties['dataVariable'] ?? '');
    const isEmpty = node?.properties['dataEmpty'] === true;
    const isHostile = node?.properties['dataHostile'] === true;
    const said = runsText.step;
    return (
      <mark
        className={classes.filled}
        title={
          isEmpty ? said.unfilled(name) : isHostile ? said.filledHostile(name) : said.filled(name)
        }
        {...(isEmpty ? { 'data-empty': true } : {})}
        {...(isHostile ? { 'data-hostile': true } : {})}
      >
        {children}
      </mark>
    );
  },
  code: ({ node, children, className }) => (
    <>
      <code className={className}>{children}</code>
      {node?.properties['dataCommand'] === true && (
        <span className={classes.inlineCopy}>
          <CopyIconButton
            text={plainWords(node)}
            label={runsText.step.copyCommand}
            caution={copyCaution(node)}
          />
        </span>
      )}
    </>
  ),
};

function placeOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
