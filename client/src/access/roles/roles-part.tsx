import { IconCheck, IconMinus } from '@tabler/icons-react';
import { may, type Operation, operations } from '@holdfast/shared/access/permissions';
import { machineRoles, personRoles, type Role } from '@holdfast/shared/access/roles';
import { useProjections } from '../../app/hub-context.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessRolesText as words } from '../../ui/text/access-roles.ts';
import { useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import classes from './roles.module.css';

/** Roles and what each may do, from the table that relays go by; and which is one's own. */
export function RolesPart() {
  return (
    <>
      <p className={classes.lead}>{words.lead}</p>
      <Yours />
      <RoleTable title={words.people} roles={personRoles} />
      <RoleTable title={words.machines} roles={machineRoles} />
      <ul className={classes.notes}>
        {words.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

function Yours() {
  const { me, all } = useShownAccess();
  const projections = useProjections();
  if (me.isKeyed === false) return <p className={classes.yours}>{words.noneOpen}</p>;
  if (me.role === undefined) return <p className={classes.yours}>{words.unknown}</p>;
  const docs = me.claims?.docs;
  const mine = all.find(({ id }) => id === me.claims?.jti);
  return (
    <div className={classes.yours}>
      <p>
        <strong>{words.you(accessText.roleNames[me.role].toLowerCase())}</strong>{' '}
        {mine !== undefined && (
          <>
            {words.youUntil} <Moment atMs={mine.untilMs} />.
          </>
        )}
      </p>
      {docs !== undefined && (
        <p dir="auto">
          {words.scoped} {docs.map((doc) => projections?.get(doc)?.title ?? doc).join(', ')}
        </p>
      )}
      <AskAdmins to={words.askTo} />
    </div>
  );
}

function RoleTable(props: { readonly title: string; readonly roles: readonly Role[] }) {
  const { title, roles } = props;
  const { me } = useShownAccess();
  const told = operations.filter((operation) => roles.some((role) => may(role, operation)));
  return (
    <section aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <ScrollBox label={`${words.table}: ${title}`} className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{words.operation}</th>
              {roles.map((role) => (
                <th key={role} scope="col" {...(role === me.role ? { 'data-mine': true } : {})}>
                  {accessText.roleNames[role]}
                  {role === me.role && <span className={classes.mine}>{words.yours}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.map((operation) => (
              <tr key={operation}>
                <th scope="row">{words.operations[operation]}</th>
                {roles.map((role) => (
                  <Cell key={role} role={role} operation={operation} isMine={role === me.role} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function Cell(props: {
  readonly role: Role;
  readonly operation: Operation;
  readonly isMine: boolean;
}) {
  const isAllowed = may(props.role, props.operation);
  const Icon = isAllowed ? IconCheck : IconMinus;
  return (
    <td data-allowed={isAllowed} {...(props.isMine ? { 'data-mine': true } : {})}>
      <span className={classes.answer}>
        <Icon size={15} stroke={2} aria-hidden="true" />
        {isAllowed ? words.may : words.mayNot}
      </span>
    </td>
  );
}
