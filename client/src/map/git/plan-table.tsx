import type { MapValue } from '@holdfast/shared/model/map-value';
import type { GitKnowledgePlan } from '@holdfast/shared/transfer/plan-git-knowledge';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import classes from './git.module.css';

/** Who would be said to know the component, how well, and since when. */
export function PlanTable(props: { readonly plan: GitKnowledgePlan; readonly map: MapValue }) {
  const { plan, map } = props;
  const added = new Map(plan.suggested.map(({ id, name }) => [id, name]));
  const { planColumns, planSteps } = words;
  const hasSeveral = new Set(plan.knowledge.map(({ component }) => component)).size > 1;
  return (
    <table className={classes.plan} aria-label={words.planTable}>
      <thead>
        <tr>
          <th scope="col">{planColumns.person}</th>
          {hasSeveral && <th scope="col">{planColumns.component}</th>}
          <th scope="col">{planColumns.level}</th>
          <th scope="col">{planColumns.on}</th>
          <th scope="col">{planColumns.step}</th>
        </tr>
      </thead>
      <tbody>
        {plan.knowledge.map(({ person, component, level, on, step, said, note }) => {
          const more = [
            ...(added.has(person) ? [words.isNewPerson] : []),
            ...(said === undefined ? [] : [words.saidStays(mapPeopleText.levels[said.level])]),
          ];
          return (
            <tr key={`${person} ${component}`} title={note}>
              <th scope="row" dir="auto">
                {added.get(person) ?? map.people.get(person)?.name ?? person}
              </th>
              {hasSeveral && <td dir="auto">{map.components.get(component)?.name ?? component}</td>}
              <td>{mapPeopleText.levels[level]}</td>
              <td>{on}</td>
              <td>{[planSteps[step], ...more].join('; ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
