import { useCallback } from 'react';
import { forgetKnowledge, setKnowledge } from '@holdfast/shared/model/map-people-commands';
import type { KnowledgeLevel } from '@holdfast/shared/model/map-value';
import { useShownMap } from '../map-context.tsx';
import { localDay } from '@holdfast/shared/model/local-day';

/** Says, as of today, what a person can do with a component; undefined takes back what was said. */
export type SetLevel = (
  person: string,
  component: string,
  level: KnowledgeLevel | undefined,
) => void;

export function useSetLevel(): SetLevel {
  const { attempt } = useShownMap();
  return useCallback<SetLevel>(
    (person, component, level) => {
      attempt((doc, context) =>
        level === undefined
          ? forgetKnowledge(doc, { person, component }, context)
          : setKnowledge(doc, { person, component, level, on: localDay(context.nowMs) }, context),
      );
    },
    [attempt],
  );
}
