import { Button } from '@mantine/core';
import type { NewPlan } from '@holdfast/shared/model/plan';
import { suggestedPlan } from '@holdfast/shared/drilling/suggested-plan';
import type { Suggestion } from '@holdfast/shared/drilling/suggest';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { IconAlertTriangle, IconCircleDashed, IconClockX, type Icon } from '@tabler/icons-react';
import { useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { useHub } from '../../app/hub-context.tsx';
import { workspaceNotes } from '../../hub/workspace-notes.ts';
import { mapPath } from '../../app/routes.ts';
import { showNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { useNow } from '../../ui/use-now.ts';
import type { DrillBook } from '../drill-book.ts';
import { NewPlanDialog } from '../plans/new-plan-dialog.tsx';
import { useDrillMap, type DrillMap } from '../use-drill-map.ts';
import { putOff, putOffDays, takeUpAgain, usePutOff } from './put-off.ts';
import { reasonsInWords, suggestionTitle } from './suggestion-words.ts';
import { useSuggestions } from './use-suggestions.ts';
import classes from './next-page.module.css';
import { Writes } from '../../access/writes.tsx';

const words = drillPlansText.nextPage;
const shownAtOnce = 6;
const hourMs = 3_600_000;

/** What should be tried, from the map. */
export function SuggestedPart(props: { readonly book: DrillBook; readonly today: string }) {
  const map = useDrillMap();
  return (
    <Section title={words.suggested} lead={words.suggestedLead}>
      {map === 'failed' ? (
        <p className={classes.none}>{words.suggestFailed}</p>
      ) : map === 'opening' ? (
        <Working />
      ) : (
        <OfMap map={map} {...props} />
      )}
    </Section>
  );
}

function Working() {
  return (
    <p className={classes.none} role="status">
      {words.working}
    </p>
  );
}

function OfMap(props: {
  readonly map: DrillMap;
  readonly book: DrillBook;
  readonly today: string;
}) {
  const { store } = props.map;
  const map = useSyncExternalStore(store.subscribe, store.get);
  if (map.components.size === 0) {
    return (
      <p className={classes.none}>
        {words.noMap} <Link href={mapPath('graph')}>{drillPlansText.plan.toMap}</Link>
      </p>
    );
  }
  return <Suggested {...props} value={map} />;
}

function Suggested(props: {
  readonly map: DrillMap;
  readonly value: MapValue;
  readonly book: DrillBook;
  readonly today: string;
}) {
  const { map, value, book, today } = props;
  const { workspace } = useHub();
  const nowMs = useNow(hourMs);
  const found = useSuggestions(map, book, nowMs);
  const hidden = usePutOff(nowMs);
  const [most, setMost] = useState(shownAtOnce);
  const [planning, setPlanning] = useState<NewPlan>();
  if (found.kind === 'failed') return <p className={classes.none}>{words.suggestFailed}</p>;
  if (found.kind === 'working') return <Working />;
  // What has a plan is due by that.
  const shown = found.all.filter(({ id, plan }) => !hidden.has(id) && plan === undefined);
  const putOffIds = found.all.flatMap(({ id }) => (hidden.has(id) ? [id] : []));

  function later({ id }: Suggestion): void {
    putOff(workspaceNotes(workspace).doc, id, Date.now());
    showNotice(words.putOff(putOffDays), {
      label: words.undo,
      run: () => takeUpAgain(workspaceNotes(workspace).doc, [id]),
    });
  }

  return (
    <>
      {shown.length === 0 && <p className={classes.none}>{words.noSuggestions}</p>}
      <ul className={classes.list}>
        {shown.slice(0, most).map((one) => (
          <SuggestionItem
            key={one.id}
            one={one}
            map={value}
            onPlan={() => setPlanning(suggestedPlan(one, value, today))}
            onLater={() => later(one)}
          />
        ))}
      </ul>
      {shown.length > most && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + 4 * shownAtOnce)}>
          {words.more(shown.length - most)}
        </Button>
      )}
      {putOffIds.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => takeUpAgain(workspaceNotes(workspace).doc, putOffIds)}
        >
          {words.showPutOff(putOffIds.length)}
        </Button>
      )}
      {planning !== undefined && (
        <NewPlanDialog from={planning} onClose={() => setPlanning(undefined)} />
      )}
    </>
  );
}

const evidenceIcons: Readonly<Record<Suggestion['evidence'], Icon>> = {
  failed: IconAlertTriangle,
  never: IconCircleDashed,
  fading: IconClockX,
};

function SuggestionItem(props: {
  readonly one: Suggestion;
  readonly map: MapValue;
  readonly onPlan: () => void;
  readonly onLater: () => void;
}) {
  const { one, map } = props;
  const Picture = evidenceIcons[one.evidence];
  const title = suggestionTitle(one, map);
  return (
    <li className={classes.suggestion}>
      <div className={classes.words}>
        <h3 className={classes.itemTitle} dir="auto">
          {title}
        </h3>
        <span className={classes.evidence} data-evidence={one.evidence}>
          <Picture size={14} aria-hidden="true" />
          {drillPlansText.suggestion.evidence[one.evidence]}
        </span>
        {reasonsInWords(one, map).map((reason) => (
          <p key={reason} className={classes.reason}>
            {reason}
          </p>
        ))}
      </div>
      <div className={classes.buttons}>
        <Writes operation="edit" doc="plan:new" isSaid>
          <Button size="xs" aria-label={words.planItOf(title)} onClick={props.onPlan}>
            {words.planIt}
          </Button>
        </Writes>
        <Button
          size="xs"
          variant="default"
          aria-label={words.notNowOf(title)}
          onClick={props.onLater}
        >
          {words.notNow}
        </Button>
      </div>
    </li>
  );
}
