import { Select, SegmentedControl } from '@mantine/core';
import { planBody } from '@holdfast/shared/model/plan-document';
import { touchPlan } from '@holdfast/shared/model/plan';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { useHub, useProjections } from '../../app/hub-context.tsx';
import { runbookPath } from '../../app/routes.ts';
import { useYSelector } from '../../documents/use-y-selector.ts';
import { createEditor } from '../../runbooks/editor/create-editor.ts';
import { SecretDialog } from '../../runbooks/editor/paste/secret-dialog.tsx';
import { holdSecrets, type HeldInsertion } from '../../runbooks/editor/paste/secret-guard.ts';
import { createTouch } from '../../runbooks/editor/touch.ts';
import { useLinkResolver } from '../../runbooks/use-link-resolver.ts';
import { MarkdownView } from '../../ui/markdown/markdown-view.tsx';
import { useMarkdown } from '../../ui/markdown/use-markdown.ts';
import { Section } from '../../ui/section.tsx';
import { commonText } from '../../ui/text/common.ts';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { useShownPlan, type PlanFacts } from './plan-context.ts';
import classes from './plan-page.module.css';

const words = drillPlansText.plan;

/** What is done in the drill: the steps of a runbook, or the plan's own. */
export function StepsPart({ plan }: { readonly plan: PlanFacts }) {
  const { open } = useShownPlan();
  const text = useMemo(() => planBody(open.doc), [open]);
  const isEmpty = useYSelector(text, lengthOf) === 0;
  const [view, setView] = useState<'write' | 'read'>(() => (isEmpty ? 'write' : 'read'));
  return (
    <Section
      title={words.steps}
      action={
        plan.runbook === '' && (
          <SegmentedControl
            size="xs"
            aria-label={words.stepsViews}
            value={view}
            data={[
              { value: 'write', label: words.write },
              { value: 'read', label: words.preview },
            ]}
            onChange={(value) => setView(value === 'read' ? 'read' : 'write')}
          />
        )
      }
    >
      <RunbookChoice plan={plan} />
      {plan.runbook !== '' ? (
        !isEmpty && <p className={classes.hint}>{words.ownStepsKept}</p>
      ) : view === 'write' ? (
        <Editor text={text} />
      ) : (
        <Preview text={text} title={plan.title} />
      )}
    </Section>
  );
}

function RunbookChoice({ plan }: { readonly plan: PlanFacts }) {
  const { set } = useShownPlan();
  const projections = useProjections();
  const data = useMemo(() => {
    const all = [...(projections ?? [])].flatMap(([value, one]) =>
      one.kind === 'runbook' && (!one.archived || value === plan.runbook)
        ? [{ value, label: one.title }]
        : [],
    );
    const isKnown = plan.runbook === '' || all.some(({ value }) => value === plan.runbook);
    return isKnown ? all : [...all, { value: plan.runbook, label: words.unknownRunbook }];
  }, [projections, plan.runbook]);
  return (
    <>
      <Select
        size="sm"
        label={words.runbook}
        description={words.runbookHint}
        placeholder={words.ownSteps}
        value={plan.runbook === '' ? null : plan.runbook}
        data={data}
        searchable
        clearable
        limit={60}
        nothingFoundMessage={words.noScenario}
        maxDropdownHeight={280}
        comboboxProps={{ shadow: 'md' }}
        clearButtonProps={{ 'aria-label': commonText.remove(words.runbook) }}
        onChange={(runbook) => set({ runbook: runbook ?? '' })}
      />
      {plan.runbook !== '' && (
        <p className={classes.hint}>
          <Link href={runbookPath(plan.runbook)}>{words.openRunbook}</Link>
        </p>
      )}
    </>
  );
}

function lengthOf(text: Y.Text): number {
  return text.length;
}

/** Steps that everybody may write at once. */
function Editor({ text }: { readonly text: Y.Text }) {
  const { open, undoManager } = useShownPlan();
  const hub = useHub();
  const parent = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<HeldInsertion>();
  useEffect(() => {
    if (parent.current === null) return undefined;
    const touch = createTouch({
      touch: () => touchPlan(open.doc, Date.now(), hub.me.get().name),
      nowMs: () => performance.now(),
    });
    const editor = createEditor({
      parent: parent.current,
      text,
      open,
      undoManager,
      beforeEdit: touch.beforeEdit,
      help: [],
      admit: (transactions, view) => holdSecrets(transactions, view, setHeld),
      locked: false,
      words: { label: words.steps, placeholder: words.stepsPlaceholder },
    });
    return () => editor.destroy();
  }, [hub, open, text, undoManager]);
  return (
    <>
      <div ref={parent} className={classes.editor} />
      {held !== undefined && <SecretDialog held={held} onClose={() => setHeld(undefined)} />}
    </>
  );
}

function Preview(props: { readonly text: Y.Text; readonly title: string }) {
  const body = useYSelector(props.text, wordsOf);
  const markdown = useMarkdown(body, props.title);
  const resolve = useLinkResolver('');
  if (body.trim() === '') return <p className={classes.none}>{words.noSteps}</p>;
  return (
    <div className={classes.steps}>
      <MarkdownView markdown={markdown} resolve={resolve} />
    </div>
  );
}

function wordsOf(text: Y.Text): string {
  return text.toJSON();
}
