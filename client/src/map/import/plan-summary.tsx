import type { MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import { mapImportText as words } from '../../ui/text/map-import.ts';
import classes from './map-import.module.css';

const parts = ['create', 'change', 'gone', 'aside', 'notes'] as const;
export type PlanPartName = (typeof parts)[number];

/** Of the heading that a part of a plan begins with. */
export function partId(part: PlanPartName): string {
  return `map-import-${part}`;
}

/** What of a plan's notes is about something that no file has, and the others. */
export function sortedNotes({ notes }: Pick<MapImportPlan, 'notes'>) {
  return {
    aside: notes.filter(({ kind }) => kind === 'dangling'),
    notes: notes.filter(({ kind }) => kind !== 'dangling'),
  } as const;
}

/** How much of what a plan has; each leads to its part, which may be far below. */
export function PlanSummary({ plan }: { readonly plan: MapImportPlan }) {
  const { aside, notes } = sortedNotes(plan);
  const counts: Readonly<Record<PlanPartName, number>> = {
    create: countOf(plan, 'create'),
    change: countOf(plan, 'change'),
    gone: countOf(plan, 'gone'),
    aside: aside.length,
    notes: notes.length,
  };
  const there = parts.filter((part) => counts[part] > 0);
  if (there.length === 0) return null;
  return (
    <ul className={classes.summary} aria-label={words.summary}>
      {there.map((part) => (
        <li key={part}>
          <button
            type="button"
            className={classes.leads}
            data-warns={part === 'aside' || part === 'notes' || undefined}
            onClick={() => {
              const heading = document.getElementById(partId(part));
              heading?.scrollIntoView({ block: 'start' });
              heading?.focus({ preventScroll: true });
            }}
          >
            {words.counts[part](counts[part])}
          </button>
        </li>
      ))}
    </ul>
  );
}

function countOf({ items }: MapImportPlan, wanted: 'create' | 'change' | 'gone'): number {
  return items.filter(({ kind }) => kind === wanted).length;
}
