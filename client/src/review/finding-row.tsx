import { Button, Group } from '@mantine/core';
import type { AcceptedFinding } from '@holdfast/shared/review/review';
import type { ReviewFinding, ReviewSubject } from '@holdfast/shared/review/finding';
import type { ReviewRow } from '@holdfast/shared/review/rows';
import { findingTitle, findingWhy, ruleWords } from '@holdfast/shared/review/words';
import { localDay } from '@holdfast/shared/model/local-day';
import { memo, useState } from 'react';
import { Link } from 'wouter';
import { mapPath, routeToPath } from '../app/routes.ts';
import { shallowEqual } from '../documents/y-store.ts';
import { domainPath } from '../map/domain-path.ts';
import { dayWords } from '../map/people/days.ts';
import { namedDocument } from '../sync/named-document.ts';
import { Moment } from '../ui/moment.tsx';
import { reviewText as words } from '../ui/text/review.ts';
import { ActionButton } from './action-button.tsx';
import { LevelMark } from './level-mark.tsx';
import { useFindingAction } from './use-finding-action.ts';
import classes from './review-page.module.css';
import { Writes } from '../access/writes.tsx';

const mostEvidence = 4;
const mostSubjects = 4;

interface FindingRowProps {
  readonly row: ReviewRow;
  readonly index: number;
  /** Of how many. */
  readonly count: number;
  /** From the top of the list, px. */
  readonly top: number;
  readonly today: string;
  readonly onElement: (element: HTMLLIElement | null) => void;
  readonly onAccept: (findings: readonly ReviewFinding[]) => void;
  readonly onTakeBack: (finding: ReviewFinding) => void;
}

/** One line of the review: a finding, or several that lack the same. */
export const FindingRow = memo(function FindingRow(props: FindingRowProps) {
  const { row, index, count, top, today, onElement, onAccept, onTakeBack } = props;
  const [first, ...others] = row.findings;
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? row.findings : [first];
  return (
    <li
      ref={onElement}
      data-index={index}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={classes.card}
      style={{ transform: `translateY(${top}px)` }}
      aria-label={`${ruleWords[first.rule]}: ${findingTitle(first)}`}
    >
      <div className={classes.head}>
        <LevelMark level={first.level} />
        <span className={classes.rule}>
          {first.rules.map((rule) => ruleWords[rule]).join(', ')}
        </span>
      </div>
      {shown.map((finding) => (
        <One
          key={finding.id}
          finding={finding}
          today={today}
          onAccept={onAccept}
          onTakeBack={onTakeBack}
        />
      ))}
      {others.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.fewer : words.all(row.findings.length)}
        </Button>
      )}
    </li>
  );
}, saysTheSame);

/** Rows are made anew each time, findings only where they say something else. */
function saysTheSame(before: FindingRowProps, now: FindingRowProps): boolean {
  const { row: rowBefore, ...restBefore } = before;
  const { row: rowNow, ...restNow } = now;
  const [a, b] = [rowBefore.findings, rowNow.findings];
  return shallowEqual(a, b) && shallowEqual(restBefore, restNow);
}

function One(props: {
  readonly finding: ReviewFinding | AcceptedFinding;
  readonly today: string;
  readonly onAccept: (findings: readonly ReviewFinding[]) => void;
  readonly onTakeBack: (finding: ReviewFinding) => void;
}) {
  const { finding, today } = props;
  const action = useFindingAction()(finding);
  const { owners, protects, evidence } = finding;
  const names = [...owners.people, ...owners.teams].join(', ');
  const facts = [
    words.protects(protects.down),
    protects.tier === undefined ? '' : words.tier(protects.tier),
    names === '' ? words.noOwner : words.owners(names),
  ].filter((text) => text !== '');
  return (
    <div className={classes.one}>
      <p className={classes.name} dir="auto">
        <Subjects subjects={finding.subjects} />
      </p>
      <p className={classes.text} dir="auto">
        {findingWhy(finding, localDay)}
      </p>
      <p className={classes.facts} dir="auto">
        {facts.join(' · ')}
      </p>
      {evidence.length > 0 && (
        <p className={classes.facts}>
          {words.evidence}:{' '}
          {evidence.slice(0, mostEvidence).map((one, at) => (
            <span key={`${one.document} ${one.atMs}`}>
              {at > 0 && ', '}
              <Link href={namedDocument(one.document, undefined).href ?? ''} dir="auto">
                {one.title}
              </Link>
              {one.atMs > 0 && (
                <>
                  {' '}
                  <Moment atMs={one.atMs} />
                </>
              )}
            </span>
          ))}
          {evidence.length > mostEvidence && ` ${words.more(evidence.length - mostEvidence)}`}
        </p>
      )}
      {'acceptance' in finding && (
        <p className={classes.text} dir="auto">
          {words.acceptedBy(finding.acceptance.by, dayWords(finding.acceptance.until, today))}:{' '}
          {finding.acceptance.reason}
        </p>
      )}
      <Group gap="xs" mt={6}>
        <ActionButton action={action} />
        {'acceptance' in finding ? (
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="compact-sm"
              variant="subtle"
              className={classes.act}
              onClick={() => props.onTakeBack(finding)}
            >
              {words.takeBack}
            </Button>
          </Writes>
        ) : (
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="compact-sm"
              variant="subtle"
              className={classes.act}
              onClick={() => props.onAccept([finding])}
            >
              {words.accept}
            </Button>
          </Writes>
        )}
      </Group>
    </div>
  );
}

function Subjects({ subjects }: { readonly subjects: readonly ReviewSubject[] }) {
  const left = subjects.length - mostSubjects;
  return (
    <>
      {subjects.slice(0, mostSubjects).map((subject, at) => {
        const href = subjectPath(subject);
        return (
          <span key={`${subject.of} ${subject.id}`}>
            {at > 0 && (at === 1 ? ': ' : ', ')}
            {href === undefined ? subject.name : <Link href={href}>{subject.name}</Link>}
          </span>
        );
      })}
      {left > 0 && ` ${words.more(left)}`}
    </>
  );
}

function subjectPath({ of, id }: ReviewSubject): string | undefined {
  switch (of) {
    case 'component':
      return mapPath('components', id);
    case 'person':
      return mapPath('people', id);
    case 'runbook':
    case 'plan':
    case 'drill':
    case 'incident':
      return namedDocument(id, undefined).href;
    case 'relay':
      return routeToPath({ page: 'sync' });
    case 'domain':
      return domainPath(id);
    case 'group':
      return undefined;
  }
}
