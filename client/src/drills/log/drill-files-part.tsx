import { Button, Group, Modal, TextInput } from '@mantine/core';
import { readFileDays, setFileDays } from '@holdfast/shared/model/drill-retention';
import { useState } from 'react';
import { useHub, useReadProjections } from '../../app/hub-context.tsx';
import { useDocument } from '../../documents/use-document.ts';
import { useYSelector } from '../../documents/use-y-selector.ts';
import type { OpenDocument } from '../../hub/client-api.ts';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { drillLogText } from '../../ui/text/drill-log.ts';
import { dropFiles } from './drop-files.ts';
import { Writes } from '../../access/writes.tsx';

const words = drillLogText.retention;

/** For how long the workspace keeps the files of drills, and the way to drop old ones. */
export function DrillFilesPart() {
  const state = useDocument('workspace');
  return (
    <Section title={words.title} lead={words.lead}>
      {state.kind === 'ready' && (
        <Writes operation="administer">
          <Days open={state.open} />
        </Writes>
      )}
    </Section>
  );
}

function Days({ open }: { readonly open: OpenDocument }) {
  const hub = useHub();
  const readProjections = useReadProjections();
  const days = useYSelector(open.doc, readFileDays);
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  function save(): void {
    const text = (draft ?? '').trim();
    if (!/^\d{0,6}$/u.test(text)) return setProblem(words.noDays);
    const done = setFileDays(open.doc, Number(text));
    if (!done.ok) return setProblem(done.problem);
    setDraft(undefined);
    showNotice(words.saved);
    return undefined;
  }

  async function drop(): Promise<void> {
    setBusy(true);
    const names: string[] = [];
    for (const [name, one] of readProjections() ?? [])
      if (one.kind === 'drill' && one.files > 0) names.push(name);
    const done = await dropFiles(hub, names, days);
    setBusy(false);
    setIsAsking(false);
    showNotice(words.dropped(done.files, done.drills));
    if (done.failed > 0) showProblem(words.failed, words.failedLong);
  }

  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            label={words.days}
            description={words.daysHint}
            inputMode="numeric"
            maw={220}
            value={draft ?? (days === 0 ? '' : String(days))}
            error={problem}
            onChange={(event) => {
              setDraft(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <Button type="submit" variant="default" disabled={draft === undefined}>
            {words.save}
          </Button>
        </Group>
      </form>
      {days === 0 ? (
        <p>{words.forEver}</p>
      ) : (
        <>
          <p>{words.nowHint(days)}</p>
          <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
            {words.now}
          </Button>
        </>
      )}
      {isAsking && (
        <Modal opened onClose={() => setIsAsking(false)} title={words.now} yOffset="8vh">
          <p>{words.nowHint(days)}</p>
          <Group justify="flex-end" gap="xs">
            <Button size="xs" variant="default" onClick={() => setIsAsking(false)}>
              {words.cancel}
            </Button>
            <Button size="xs" color="red" loading={busy} onClick={() => void drop()}>
              {words.ask}
            </Button>
          </Group>
        </Modal>
      )}
    </>
  );
}
