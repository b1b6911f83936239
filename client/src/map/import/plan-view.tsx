import { Button, Checkbox, Group } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { AcceptMapImport } from '@holdfast/shared/map-transfer/apply-map-import';
import type { FieldDecision } from '@holdfast/shared/map-transfer/compare-field';
import type { ItemDecision, MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import { mapImportText as words } from '../../ui/text/map-import.ts';
import {
  chosen,
  type Choices,
  decisionKey,
  isWanted,
  type PlanGroup,
  planGroups,
} from './plan-groups.ts';
import { PlanNotes } from './plan-notes.tsx';
import { partId, PlanSummary } from './plan-summary.tsx';
import classes from './map-import.module.css';
import { Writes } from '../../access/writes.tsx';

/** Of one group, so many are named one by one. */
const mostShown = 100;

/** Action items, accepted findings and drills that do not apply, which the map does not have. */
export function followUpCount({ followUps }: MapImportPlan): number {
  const { tasks, acceptances, exclusions } = followUps;
  return tasks.length + acceptances.length + exclusions.length;
}

/** What an import would change, to be accepted as a whole or in parts. */
export function PlanView(props: {
  readonly plan: MapImportPlan;
  readonly onAccept: (options: Required<AcceptMapImport>) => void;
  readonly onCancel: () => void;
}) {
  const { plan } = props;
  const [choices, setChoices] = useState<Choices>(new Map());
  const [removesKnowledge, setRemovesKnowledge] = useState(false);
  const groups = useMemo(() => planGroups(plan), [plan]);
  const wanted = plan.items.filter((one) => isWanted(choices, one)).length;
  const unchanged = plan.items.filter(({ kind }) => kind === 'unchanged').length;
  const forgotten = removesKnowledge ? plan.knowledgeGone.length : 0;
  const count = wanted + plan.knowledge.length + forgotten + followUpCount(plan);
  return (
    <>
      <PlanSummary plan={plan} />
      <div className={classes.scroller}>
        {unchanged > 0 && <p className={classes.dim}>{words.unchanged(unchanged)}</p>}
        {groups.map((group) => (
          <PlanPart
            key={group.key}
            group={group}
            isFirst={groups.find(({ kind }) => kind === group.kind) === group}
            choices={choices}
            onChoose={(items, value) => setChoices((last) => chosen(last, items, value))}
          />
        ))}
        {plan.knowledge.length > 0 && <p>{words.knowledge(plan.knowledge.length)}</p>}
        {plan.knowledgeGone.length > 0 && (
          <section aria-label={words.knowledgeGone} className={classes.part}>
            <h2 className={classes.heading}>{words.knowledgeGone}</h2>
            <ul className={classes.list}>
              {plan.knowledgeGone.slice(0, mostShown).map(({ person, component, source, name }) => (
                <li key={`${person}>${component}/${source}`} dir="auto">
                  {name}
                </li>
              ))}
            </ul>
            <Checkbox
              size="sm"
              label={words.removeKnowledge(plan.knowledgeGone.length)}
              checked={removesKnowledge}
              onChange={(event) => setRemovesKnowledge(event.currentTarget.checked)}
            />
          </section>
        )}
        {followUpCount(plan) > 0 && <p>{words.followUps(followUpCount(plan))}</p>}
        <PlanNotes plan={plan} />
      </div>
      <div className={classes.bar}>
        {count === 0 && <span className={classes.dim}>{words.upToDate}</span>}
        <Group gap="xs" className={classes.buttons}>
          <Button variant="default" onClick={props.onCancel}>
            {words.cancel}
          </Button>
          <Writes operation="edit" doc="map" isSaid>
            <Button
              disabled={count === 0}
              onClick={() =>
                props.onAccept({ accepts: (one) => isWanted(choices, one), removesKnowledge })
              }
            >
              {words.accept(count)}
            </Button>
          </Writes>
        </Group>
      </div>
    </>
  );
}

function PlanPart(props: {
  readonly group: PlanGroup;
  /** Of its kind: what leads to these leads here. */
  readonly isFirst: boolean;
  readonly choices: Choices;
  readonly onChoose: (items: readonly ItemDecision[], wanted: boolean) => void;
}) {
  const { group, choices } = props;
  const { items } = group;
  const wanted = items.filter((one) => isWanted(choices, one)).length;
  const title = `${words.registers[group.register]}: ${words.kinds[group.kind]}`;
  return (
    <section aria-label={title} className={classes.part}>
      <div className={classes.head}>
        <h2
          className={classes.heading}
          tabIndex={-1}
          {...(props.isFirst ? { id: partId(group.kind) } : {})}
        >
          {title} <span className={classes.dim}>{items.length.toLocaleString('en')}</span>
        </h2>
        <Checkbox
          size="sm"
          label={words.takeAll(words.registers[group.register].toLowerCase())}
          checked={wanted === items.length}
          indeterminate={wanted > 0 && wanted < items.length}
          onChange={(event) => props.onChoose(items, event.currentTarget.checked)}
        />
      </div>
      {group.kind === 'gone' && <p className={classes.dim}>{words.goneHint}</p>}
      <ul className={classes.list}>
        {items.slice(0, mostShown).map((item) => (
          <li key={decisionKey(item)} className={classes.item}>
            <Checkbox
              size="sm"
              aria-label={words.take(item.name)}
              checked={isWanted(choices, item)}
              onChange={(event) => props.onChoose([item], event.currentTarget.checked)}
            />
            <div className={classes.what}>
              <strong dir="auto">{item.name}</strong>{' '}
              {item.joined && <span className={classes.dim}>{words.joined}</span>}{' '}
              {item.also !== undefined && item.also.length > 0 && (
                <span className={classes.dim} dir="auto">
                  {words.also(item.also.map(({ file }) => file))}
                </span>
              )}{' '}
              {item.deletedHere && <span className={classes.warn}>{words.deletedHere}</span>}{' '}
              {item.draft !== undefined && (
                <span className={classes.dim} dir="auto">
                  {words.noteAt(item.draft.file, item.draft.line)}
                </span>
              )}{' '}
              {item.recordOnly && <span className={classes.dim}>{words.recordOnly}</span>}
              <ul className={classes.fields}>
                {item.fields
                  .filter((field) => !isItsName(item, field))
                  .map((field, at) => (
                    <li
                      // Several kinds of files may say the same of one field.
                      key={at}
                      className={field.kind === 'take' ? classes.dim : classes.warn}
                      dir="auto"
                    >
                      {fieldWords(field)}
                    </li>
                  ))}
              </ul>
            </div>
          </li>
        ))}
      </ul>
      {items.length > mostShown && (
        <p className={classes.dim}>{words.more(items.length - mostShown)}</p>
      )}
    </section>
  );
}

/** It is called so above already. */
function isItsName({ name }: ItemDecision, { field, kind, here, there }: FieldDecision): boolean {
  return field === 'name' && kind === 'take' && here === '' && there === name;
}

function fieldWords({ field, kind, here, there, problem }: FieldDecision): string {
  switch (kind) {
    case 'take':
      return words.field.take(field, here, there);
    case 'keep':
      return words.field.keep(field, here);
    case 'differs':
      return words.field.differs(field, here, there);
    case 'refused':
      return words.field.refused(field, problem ?? '');
  }
}
