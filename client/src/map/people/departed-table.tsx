import { Link } from 'wouter';
import { mapPath, runbookPath } from '../../app/routes.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import type { DepartedComponent, Trainee } from './departure-model.ts';
import classes from './departure-page.module.css';

const words = mapPeopleText.departure;

/** What somebody can do: how many are left for each, who, and whom to train. */
export function DepartedTable(props: { readonly components: readonly DepartedComponent[] }) {
  const { columns } = words;
  return (
    <ScrollBox label={words.components} className={classes.scroller}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{columns.component}</th>
            <th scope="col">{columns.before}</th>
            <th scope="col">{columns.after}</th>
            <th scope="col">{columns.left}</th>
            <th scope="col">{columns.train}</th>
            <th scope="col">{columns.runbooks}</th>
          </tr>
        </thead>
        <tbody>
          {props.components.map(({ component, before, after, left, trainees, runbooks }) => (
            <tr key={component.id}>
              <th scope="row">
                <Link href={mapPath('components', component.id)} dir="auto">
                  {component.name}
                </Link>
              </th>
              <td data-label={columns.before}>{mapPeopleText.matrix.busFactor(before)}</td>
              <td data-label={columns.after} data-left={Math.min(after, 2)}>
                {mapPeopleText.matrix.busFactor(after)}
              </td>
              <td data-label={columns.left} dir="auto">
                {left.length === 0 ? '–' : left.map(({ name }) => name).join(', ')}
              </td>
              <td data-label={columns.train} dir="auto">
                {after >= 2
                  ? words.enough
                  : trainees.length === 0
                    ? words.nobodyToTrain
                    : trainees.map(traineeWords).join(', ')}
              </td>
              <td data-label={columns.runbooks}>
                {runbooks.length === 0
                  ? words.noRunbook
                  : runbooks.map(({ name, runbook }) => (
                      <Link key={name} href={runbookPath(name)} className={classes.runbook}>
                        {runbook.title}
                      </Link>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function traineeWords({ person, level, isNear }: Trainee): string {
  const known = level === 'none' && isNear ? words.inTeam : mapPeopleText.levels[level];
  return words.trainee(person.name, known.toLowerCase());
}
