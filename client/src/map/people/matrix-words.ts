import type { Knowledge } from '@holdfast/shared/model/map-value';
import { mapPeopleText as words } from '../../ui/text/map-people.ts';
import type { Day } from './days.ts';
import { ageOf, knowledgeAge } from './knowledge-age.ts';

/** `Can lead, said 3 months ago`; the source is named, and so is what is old. */
export function knowledgeWords(knowledge: Knowledge | undefined, today: Day): string {
  if (knowledge === undefined) return words.unsaid;
  const { count, unit } = ageOf(knowledge, today);
  const source = knowledge.source === 'said' ? words.said : words.foundBy(knowledge.source);
  const old = knowledgeAge(knowledge.on, today) === 'old' ? ` (${words.old})` : '';
  return `${words.levels[knowledge.level]}, ${source} ${words.ago(count, unit)}${old}`;
}

/** As it fits into a cell: `Lead · 3 mo`. */
export function cellWords(
  knowledge: Knowledge | undefined,
  today: Day,
): { readonly level: string; readonly age: string } | undefined {
  if (knowledge === undefined) return undefined;
  const { count, unit } = ageOf(knowledge, today);
  return { level: words.shortLevels[knowledge.level], age: words.shortAgo(count, unit) };
}
