import { Button } from '@mantine/core';
import type { DrillEntryOf } from '@holdfast/shared/model/drill-entries';
import { readDrillFile } from '@holdfast/shared/model/drill-files';
import { isWithdrawn } from '@holdfast/shared/model/corrections';
import { IconDownload, IconFile, IconLink, IconTerminal2 } from '@tabler/icons-react';
import { useRef } from 'react';
import { Part } from '../../room/part.tsx';
import { SaidText } from '../../room/said-text.tsx';
import { downloadFile } from '../../sync/download-file.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { Moment } from '../../ui/moment.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import { useKeepFiles } from './use-keep-files.ts';
import classes from '../../room/details.module.css';
import own from './drill-room.module.css';
import { Writes } from '../../access/writes.tsx';

const words = drillRoomText.evidence;
const icon = { size: 15, 'aria-hidden': true } as const;

/** What shows what happened: outputs, links and files, each with who brought it. */
export function EvidencePart() {
  const { name, store } = useShownDrill();
  const { entries, state } = useDrill(store);
  const keep = useKeepFiles();
  const picker = useRef<HTMLInputElement>(null);
  const shown = entries.filter(
    (entry) =>
      (entry.kind === 'file' || entry.kind === 'link' || entry.kind === 'output') &&
      !isWithdrawn(state.corrections, entry),
  );
  return (
    <Part title={words.heading} place="evidence">
      {shown.length === 0 && <p className={classes.nothing}>{words.none}</p>}
      <ul className={classes.list}>
        {shown.map((entry) => (
          <li key={entry.id} className={own.evidence}>
            {entry.kind === 'file' && <KeptFile entry={entry} />}
            {entry.kind === 'link' && (
              <>
                <IconLink {...icon} />
                <span className={own.evidenceWords}>
                  <a href={entry.url} target="_blank" rel="noopener noreferrer">
                    {entry.text === undefined || entry.text === '' ? entry.url : entry.text}
                  </a>
                </span>
              </>
            )}
            {entry.kind === 'output' && (
              <>
                <IconTerminal2 {...icon} />
                <span className={own.evidenceWords}>
                  {words.output(entry.by)} <Moment atMs={entry.happenedAtMs} />
                  <SaidText
                    text={state.corrections.get(entry.id)?.text ?? entry.text}
                    kind="output"
                  />
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      <div className={own.row}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={words.add}
          onChange={(event) => {
            keep([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <Writes operation="append" doc={name} isSaid>
          <Button size="compact-sm" variant="default" onClick={() => picker.current?.click()}>
            {words.add}
          </Button>
        </Writes>
        <span className={own.dim}>{words.limits}</span>
      </div>
    </Part>
  );
}

function KeptFile(props: { readonly entry: DrillEntryOf<'file'> }) {
  const { name, size, sha256, by, text, happenedAtMs } = props.entry;
  const { doc } = useShownDrill();
  const kept = readDrillFile(doc, sha256);
  return (
    <>
      <IconFile {...icon} />
      <span className={own.evidenceWords}>
        <span dir="auto">
          <strong>{name}</strong> ({formatBytes(size)})
        </span>{' '}
        <span className={own.dim}>
          {words.by(by)} <Moment atMs={happenedAtMs} />
        </span>
        {text !== undefined && text !== '' && <span dir="auto">{text}</span>}
        <span className={own.digest}>
          {words.digest} {sha256}
        </span>
        {kept.state === 'here' ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={words.download(name)}
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            // Saved, never opened in this page: a file may be a page with scripts of its own.
            onClick={() => downloadFile(name, kept.content)}
          >
            {words.download('').trim()}
          </Button>
        ) : (
          <span className={own.warn}>{words.states[kept.state]}</span>
        )}
      </span>
    </>
  );
}
