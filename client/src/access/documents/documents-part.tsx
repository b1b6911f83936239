import { Button, Select } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useProjections } from '../../app/hub-context.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { accessDocumentsText as words } from '../../ui/text/access-documents.ts';
import { useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import { documentChoices } from './document-choices.ts';
import { RestrictDialog } from './restrict-dialog.tsx';
import classes from './documents.module.css';

/** Documents that only named people have, and who they are. */
export function DocumentsPart() {
  const { access, people, me } = useShownAccess();
  const projections = useProjections();
  const [chosen, setChosen] = useState<string>();
  const choices = useMemo(
    () => documentChoices(projections).filter(({ value }) => !access.restricted.has(value)),
    [projections, access],
  );
  const names = useMemo(() => new Map(people.map(({ id, name }) => [id, name])), [people]);
  const titleOf = (doc: string): string => {
    const title = projections?.get(doc)?.title ?? '';
    return title === '' ? doc : title;
  };
  const rows = [...access.restricted]
    .map(([doc, restriction]) => ({ doc, title: titleOf(doc), restriction }))
    .toSorted((a, b) => order.compare(a.title, b.title));
  return (
    <Section title={words.title} lead={words.lead}>
      {me.isKeyed === false ? (
        <p className={classes.none}>{words.withoutKeys}</p>
      ) : (
        <AskAdmins to={words.askTo} />
      )}
      {me.mayAdminister && (
        <Select
          size="xs"
          className={classes.choose}
          label={words.choose}
          placeholder={words.choosePlaceholder}
          data={[...choices]}
          value={null}
          searchable
          limit={50}
          nothingFoundMessage={words.nothingFound}
          onChange={(value) => setChosen(value ?? undefined)}
        />
      )}
      {rows.length === 0 ? (
        <p className={classes.none}>{words.none}</p>
      ) : (
        <ul className={classes.list} aria-label={words.title}>
          {rows.map(({ doc, title, restriction }) => (
            <li key={doc} className={classes.line}>
              <IconLock size={16} stroke={1.75} aria-hidden="true" className={classes.icon} />
              <div className={classes.words}>
                <h3 className={classes.name} dir="auto">
                  {title}
                </h3>
                <p dir="auto">
                  {restriction.people.length === 0
                    ? words.nobodyReads
                    : restriction.people.map((id) => names.get(id) ?? id).join(', ')}
                </p>
                {restriction.atMs > 0 && (
                  <p dir="auto">
                    {words.by(restriction.by)} <Moment atMs={restriction.atMs} />
                  </p>
                )}
              </div>
              {me.mayAdminister && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={words.changeOf(title)}
                  onClick={() => setChosen(doc)}
                >
                  {words.change}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {chosen !== undefined && (
        <RestrictDialog
          key={chosen}
          name={chosen}
          title={titleOf(chosen)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Section>
  );
}

const order = new Intl.Collator();
