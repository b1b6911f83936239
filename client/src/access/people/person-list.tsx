import { accessText } from '../../ui/text/access.ts';
import { useSeenRows } from '../../ui/use-seen-rows.ts';
import type { CutTarget } from './cut-target.ts';
import type { PersonAccess } from './directory.ts';
import { PersonRow } from './person-row.tsx';
import type { GiveBack } from './use-give-back.ts';
import classes from './people.module.css';

const nameHeight = 58;
const deviceHeight = 30;

/** Everybody, drawn only where they are seen, and where the focus is. Arrows lead from one to the next. */
export function PersonList(props: {
  readonly people: readonly PersonAccess[];
  readonly onCut: (target: CutTarget) => void;
  readonly onGiveBack: GiveBack;
}) {
  const { people } = props;
  const { virtualizer, margin, list } = useSeenRows({
    rows: people,
    heightOf: (index) => {
      const { devices = [], invitations = [] } = people[index] ?? {};
      return nameHeight + deviceHeight * (devices.length + invitations.length);
    },
    overscan: 6,
    // In a menu they lead from one item to the next.
    except: '[role="menu"], [aria-haspopup="menu"]',
  });

  return (
    <ul {...list} className={classes.list} aria-label={accessText.people.list}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const person = people[index];
        return person === undefined ? null : (
          <PersonRow
            key={key}
            onElement={virtualizer.measureElement}
            index={index}
            top={start - margin}
            count={people.length}
            person={person}
            onCut={props.onCut}
            onGiveBack={props.onGiveBack}
          />
        );
      })}
    </ul>
  );
}
