import { isScenarioId, scenarioOf } from '@holdfast/shared/drilling/scenarios/catalogue';
import { someLoss } from '@holdfast/shared/drilling/scenarios/some-loss';
import type { Suggestion, SuggestionReason } from '@holdfast/shared/drilling/suggest';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { drillPlansText } from '../../ui/text/drill-plans.ts';

const words = drillPlansText.suggestion;
/** The others are counted. */
const shownNames = 3;

/** What is proposed: `Loss of a zone: eu-west-1a`. */
export function suggestionTitle({ scenario, subjects }: Suggestion, map: MapValue): string {
  const what = isScenarioId(scenario) ? scenarioOf(scenario).title : someLoss.title;
  const names = subjects.map(({ part, id }) => map[part].get(id)?.name ?? id);
  return words.title(what, names.join(' + '));
}

/** Why it is proposed, a sentence each. */
export function reasonsInWords({ reasons }: Suggestion, map: MapValue): readonly string[] {
  return reasons.map((reason) => reasonInWords(reason, map));
}

function reasonInWords(reason: SuggestionReason, map: MapValue): string {
  const names = namesOf(reason.components, map);
  switch (reason.why) {
    case 'single-failure':
      return words.single(reason.components.length, names);
    case 'two-failures':
      return words.both(reason.components.length, names);
    case 'required': {
      const why = words.required[reason.fit];
      return words.requiredOf(
        reason.toTier === undefined ? why : words.toTier(why, reason.toTier),
        names,
      );
    }
  }
}

function namesOf(ids: readonly string[], map: MapValue): string {
  const names = ids.slice(0, shownNames).map((id) => map.components.get(id)?.name ?? id);
  const more = ids.length - names.length;
  return more > 0 ? words.and(names.join(', '), more) : names.join(', ');
}
