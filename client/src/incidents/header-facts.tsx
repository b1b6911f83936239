import { UnstyledButton } from '@mantine/core';
import type { IncidentRole } from '@holdfast/shared/model/incident-terms';
import { IconAlertTriangle, IconChevronRight, IconStack2, IconUser } from '@tabler/icons-react';
import { useDialogs } from '../app/dialogs.tsx';
import { roomText as words } from '../ui/text/incident-room.ts';
import { type HeaderFacts, type HeldRole, headerFacts } from './header-model.ts';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { useMerged } from './merged-incidents.tsx';
import classes from '../room/room.module.css';

const icon = { size: 14, 'aria-hidden': true } as const;

/** Parts of the details that a header leads to, and an address by its hash. */
export const detailsParts = ['roles', 'components'] as const;
export type DetailsPart = (typeof detailsParts)[number];

/** Who does what and what is affected, in a line; a press leads to where it is changed. */
export function RolesAndComponents(props: {
  readonly onGo: (part: DetailsPart) => void;
  /** One press for all of it, on one line. */
  readonly narrow: boolean;
}) {
  const { store } = useShownIncident();
  const own = useIncident(store);
  const { all } = useMerged();
  const facts = headerFacts(
    own,
    all.map(({ incident }) => incident),
  );
  if (facts.roles.length === 0 && facts.components.length === 0) return null;
  return props.narrow ? (
    <InALine facts={facts} onGo={props.onGo} />
  ) : (
    <AsChips facts={facts} onGo={props.onGo} />
  );
}

interface Shown {
  readonly facts: HeaderFacts;
  readonly onGo: (part: DetailsPart) => void;
}

function useHolds(): (role: HeldRole) => string {
  const names = useIncidentWords();
  return ({ role, people }) =>
    words.holds(names.role(role), people.length === 0 ? words.nobody : people.join(', '));
}

function InALine({ facts, onGo }: Shown) {
  const holds = useHolds();
  const { roles, components, moreRoles, moreComponents } = facts;
  const said = [...roles.slice(0, 1).map(holds), ...components.slice(0, 1)];
  const more = roles.length + components.length - said.length + moreRoles + moreComponents;
  return (
    <UnstyledButton
      className={classes.factLine}
      data-tone={roles.some(isMissing) ? 'warn' : undefined}
      aria-label={words.goToDetails([...roles.map(holds), ...components].join(', '))}
      onClick={() => onGo(roles.length > 0 ? 'roles' : 'components')}
    >
      <span className={classes.factWords} dir="auto">
        {said.join(' · ')}
      </span>
      {more > 0 && <span className={classes.fact}>{words.more(more)}</span>}
      <IconChevronRight {...icon} />
    </UnstyledButton>
  );
}

function AsChips({ facts, onGo }: Shown) {
  const holds = useHolds();
  const names = useIncidentWords();
  const { show } = useDialogs();
  const { roles, components, moreRoles, moreComponents } = facts;

  function press(role: HeldRole): void {
    if (isMissing(role)) giveTo(role.role);
    else onGo('roles');
  }
  function giveTo(role: IncidentRole): void {
    show({ kind: 'incident-give', role });
  }
  return (
    <div className={classes.factChips}>
      {roles.length > 0 && (
        <ul className={classes.factList} aria-label={words.roles}>
          {roles.map((role) => (
            <li key={role.role}>
              <UnstyledButton
                className={classes.factChip}
                data-tone={isMissing(role) ? 'warn' : undefined}
                aria-label={
                  isMissing(role)
                    ? words.give(holds(role), names.role(role.role))
                    : words.goToRoles(holds(role))
                }
                title={holds(role)}
                onClick={() => press(role)}
              >
                {isMissing(role) ? <IconAlertTriangle {...icon} /> : <IconUser {...icon} />}
                <span className={classes.factWords} dir="auto">
                  {holds(role)}
                </span>
              </UnstyledButton>
            </li>
          ))}
          {moreRoles > 0 && (
            <li>
              <UnstyledButton
                className={classes.factChip}
                aria-label={words.moreRoles(moreRoles)}
                onClick={() => onGo('roles')}
              >
                {words.more(moreRoles)}
              </UnstyledButton>
            </li>
          )}
        </ul>
      )}
      {components.length > 0 && (
        <ul className={classes.factList} aria-label={words.components}>
          {components.map((name) => (
            <li key={name}>
              <UnstyledButton
                className={classes.factChip}
                aria-label={words.goToComponents(name)}
                title={name}
                onClick={() => onGo('components')}
              >
                <IconStack2 {...icon} />
                <span className={classes.factWords} dir="auto">
                  {name}
                </span>
              </UnstyledButton>
            </li>
          ))}
          {moreComponents > 0 && (
            <li>
              <UnstyledButton
                className={classes.factChip}
                aria-label={words.moreComponents(moreComponents)}
                onClick={() => onGo('components')}
              >
                {words.more(moreComponents)}
              </UnstyledButton>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function isMissing({ people }: HeldRole): boolean {
  return people.length === 0;
}
