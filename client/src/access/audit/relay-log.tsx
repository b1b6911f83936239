import { Button } from '@mantine/core';
import { useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { downloadFile } from '../../sync/download-file.ts';
import { Moment } from '../../ui/moment.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessAuditText } from '../../ui/text/access-audit.ts';
import { type ShownAccess, useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import { asCsv } from './audit-file.ts';
import { SaveButtons } from './save-buttons.tsx';
import { auditColumns, type AuditLine, readAuditLog, whyOf } from './audit-lines.ts';
import { fetchAuditLog, type LogAnswer } from './fetch-audit-log.ts';
import classes from './audit.module.css';

const words = accessAuditText.relay;
const mostShown = 500;

/** The log of the relay that this page comes from, for admins. */
export function RelayLog() {
  const shown = useShownAccess();
  const { me } = shown;
  const hub = useHub();
  const [answer, setAnswer] = useState<LogAnswer | 'reading'>();

  async function read(): Promise<void> {
    if (me.token === undefined) return;
    setAnswer('reading');
    setAnswer(await fetchAuditLog(hub.workspace, me.token, hub.entryContext()));
  }

  if (me.isKeyed === false) {
    return (
      <Section title={words.title} lead={words.lead}>
        <p className={classes.note}>{words.withoutKeys}</p>
      </Section>
    );
  }
  const isReading = answer === 'reading';
  const log =
    answer !== undefined && answer !== 'reading' && answer.kind === 'read' ? answer : undefined;
  return (
    <Section
      title={words.title}
      lead={words.lead}
      action={
        me.mayAdminister && (
          <Button size="xs" variant="default" disabled={isReading} onClick={() => void read()}>
            {answer === undefined ? words.read : words.again}
          </Button>
        )
      }
    >
      <AskAdmins to={words.needsAdmin} />
      {isReading && <p role="status">{words.reading}</p>}
      {answer !== undefined && answer !== 'reading' && answer.kind !== 'read' && (
        <p className={classes.note} role="alert">
          {words[answer.kind]}
        </p>
      )}
      {log !== undefined && <Log text={log.text} nameOf={namesIn(shown)} />}
    </Section>
  );
}

function Log(props: { readonly text: string; readonly nameOf: (person: string) => string }) {
  const { text, nameOf } = props;
  const { lines, skipped } = readAuditLog(text);
  return (
    <>
      <div className={classes.tools}>
        <SaveButtons isEmpty={lines.length === 0} onSave={(type) => save(lines, type)} />
      </div>
      <p className={classes.count} role="status">
        {accessAuditText.count(lines.length)}{' '}
        {lines.length > mostShown && accessAuditText.only(mostShown)}{' '}
        {skipped > 0 && words.skipped(skipped)}
      </p>
      <ScrollBox label={words.table} className={classes.scroll}>
        <table className={classes.table} aria-label={words.table}>
          <thead>
            <tr>
              {(['at', 'what', 'who', 'way', 'why', 'address'] as const).map((column) => (
                <th key={column} scope="col">
                  {words.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, mostShown).map((line, at) => (
              // Nothing tells equal lines apart but their place.
              <tr key={`${line.at} ${at}`}>
                <td>
                  <Moment atMs={Date.parse(line.at)} />
                </td>
                <td data-what={line.what}>{words.events[line.what] ?? line.what}</td>
                <td dir="auto">
                  {line.person === undefined ? '' : nameOf(line.person)}
                  {line.role === undefined ? '' : ` (${roleName(line.role)})`}
                </td>
                <td>{line.way}</td>
                <td>{whyOf(line)}</td>
                <td>{line.address}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

/** Names of those whom the workspace knows: people, sealed access, and what was cut off (`person:ana`, `token:…`). */
function namesIn({ all, people }: ShownAccess): (id: string) => string {
  const names = new Map<string, string>();
  for (const { id, claims, device, label } of all) {
    const onDevice = label === '' ? claims.name : `${label} (${claims.name})`;
    names.set(claims.sub, claims.name);
    names.set(`token:${id}`, onDevice);
    if (device !== undefined) names.set(`device:${device}`, onDevice);
  }
  for (const { id, name } of people) {
    names.set(id, name);
    names.set(`person:${id}`, name);
  }
  return (id) => names.get(id) ?? id;
}

function roleName(role: string): string {
  const names: Readonly<Record<string, string>> = accessText.roleNames;
  return names[role] ?? role;
}

function save(lines: readonly AuditLine[], type: 'csv' | 'json'): void {
  const text =
    type === 'json'
      ? `${JSON.stringify(lines, undefined, 2)}\n`
      : asCsv(
          auditColumns,
          lines.map((line) => auditColumns.map((column) => line[column] ?? '')),
        );
  downloadFile(`holdfast-relay-log.${type}`, new TextEncoder().encode(text));
}
