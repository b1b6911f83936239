import type { RecordedVersion, VersionReason } from '@holdfast/shared/model/versions';
import { Link } from 'wouter';
import { runbookHistoryPath } from '../app/routes.ts';
import { historyText } from '../ui/text/history.ts';
import { describeMinute } from '../ui/when.ts';
import type { VersionEntry } from './choose-versions.ts';
import classes from './history-page.module.css';

/** All versions, newest first; each leads to what it changed. */
export function VersionList(props: {
  readonly name: string;
  readonly entries: readonly VersionEntry[];
  readonly shown: VersionEntry | undefined;
}) {
  return (
    <nav className={classes.list} aria-label={historyText.list}>
      <ol>
        {props.entries.map((entry, index) => (
          <li key={`${entry.key} ${props.entries.length - index}`}>
            <Link
              href={runbookHistoryPath(props.name, '', entry.key)}
              className={classes.entry}
              {...(entry === props.shown ? { 'aria-current': 'true' as const } : {})}
            >
              <span className={classes.label}>{entryLabel(entry)}</span>
              {entry.version === undefined ? (
                <span className={classes.detail}>{historyText.nowHint}</span>
              ) : (
                <Details version={entry.version} />
              )}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Details({ version }: { readonly version: RecordedVersion }) {
  const reasons = [...new Set(version.records.map(({ reason, by }) => reasonWords(reason, by)))];
  return (
    <>
      {version.name !== '' && (
        <span className={classes.detail}>{describeMinute(version.atMs)}</span>
      )}
      <span className={classes.detail}>{capital(reasons.join(', '))}</span>
      {version.people.length > 0 && (
        <span className={classes.detail}>{historyText.writtenBy(version.people)}</span>
      )}
    </>
  );
}

/** The words by which a version is called everywhere: its name, else its time. */
export function entryLabel({ version, isNow }: VersionEntry): string {
  if (version === undefined) return historyText.now;
  const label = version.name === '' ? describeMinute(version.atMs) : version.name;
  return isNow ? `${historyText.now}: ${label}` : label;
}

function reasonWords(reason: VersionReason, by: string): string {
  const isAlone = reason === 'pause' || reason === 'before-restore';
  return isAlone ? historyText.reasonAlone(reason) : historyText.reason(reason, by);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
