import { Button, Group, List, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { useEffect, useState, type ReactNode } from 'react';
import { useHub, useReadProjections } from '../../app/hub-context.tsx';
import { ChangeDiff } from '../../comments/change-diff.tsx';
import { useIncidentWords } from '../../incidents/incident-words.ts';
import { saveHandOver } from '../../sync/hand-over-actions.ts';
import { accessStateText } from '../../ui/text/access-state.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { describeMinute } from '../../ui/when.ts';
import { useMay } from '../use-may.ts';
import { type Difference, differenceOf, giveUp, handOverAsSuggestion } from './held-actions.ts';
import { singleChange } from './single-change.ts';

const words = accessStateText.held;

/** A document of which something is only on this device. */
export interface HeldDocument {
  readonly doc: DocumentName;
  /** With how much there is of it. */
  readonly label: string;
}

/** What is only on this device, since its role may not write there, a document at a time: what it is, and ways to hand it over or give it up. */
export function HeldDialog(props: {
  readonly docs: readonly HeldDocument[];
  /** The one to begin with. */
  readonly first: DocumentName;
  readonly onClose: () => void;
}) {
  const { docs, onClose } = props;
  const [chosen, setChosen] = useState<string>(props.first);
  const shown = docs.find(({ doc }) => doc === chosen) ?? docs[0];
  return (
    <Modal opened onClose={onClose} title={words.dialog} size={640} yOffset="6vh">
      {docs.length > 1 && (
        <NativeSelect
          mb="sm"
          label={words.documents(docs.length)}
          value={shown?.doc ?? ''}
          data={docs.map(({ doc, label }) => ({ value: doc, label }))}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        />
      )}
      {shown !== undefined && <Held key={shown.doc} {...shown} onClose={onClose} />}
    </Modal>
  );
}

function Held(props: HeldDocument & { readonly onClose: () => void }) {
  const { doc, label, onClose } = props;
  const hub = useHub();
  const difference = useDifference(doc);
  const mayRead = useMay('read', doc);
  const maySuggest = useMay('append', doc).ok;
  const [isSure, setIsSure] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const text = difference?.kind === 'text' ? difference : undefined;
  const canSuggest = maySuggest && text !== undefined && singleChange(text.before, text.after);

  async function run(task: () => Promise<string | undefined>): Promise<void> {
    setIsBusy(true);
    const failed = await task().catch(() => words.failed);
    setIsBusy(false);
    setProblem(failed);
    if (failed === undefined) onClose();
  }

  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text size="sm">{words.lead}</Text>
      {mayRead.ok ? (
        <What difference={difference} />
      ) : (
        <Text size="sm">{words.withheld(mayRead.why)}</Text>
      )}
      {problem !== undefined && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      {canSuggest && text !== undefined && (
        <Choice hint={words.suggestHint}>
          <Button
            size="xs"
            loading={isBusy}
            onClick={() => void run(() => handOverAsSuggestion(hub, doc, text))}
          >
            {words.suggest}
          </Button>
        </Choice>
      )}
      <Choice hint={words.fileHint}>
        <Button size="xs" variant="default" onClick={() => void saveHandOver(hub, 'unsent')}>
          {words.saveFile}
        </Button>
        {text !== undefined && <CopyText text={text.after} />}
      </Choice>
      {isSure ? (
        <div>
          <Text size="sm" mb={8}>
            {words.giveUpSure}
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              color="red"
              loading={isBusy}
              onClick={() =>
                void run(async () => ((await giveUp(hub, doc)) ? undefined : words.failed))
              }
            >
              {words.giveUpYes}
            </Button>
            <Button size="xs" variant="default" onClick={() => setIsSure(false)}>
              {words.giveUpNo}
            </Button>
          </Group>
        </div>
      ) : (
        <Group justify="space-between">
          <Button
            size="xs"
            variant="default"
            disabled={!mayRead.ok || difference === undefined || difference.kind === 'unreachable'}
            onClick={() => setIsSure(true)}
          >
            {words.giveUp}
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            {words.close}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const askAgainMs = 3000;

/** Asks a relay when the dialog opens, and again for as long as none tells. */
function useDifference(doc: DocumentName): Difference | undefined {
  const hub = useHub();
  const read = useReadProjections();
  const roles = useIncidentWords();
  const [difference, setDifference] = useState<Difference>();
  useEffect(() => {
    const names = {
      titleOf: (name: string) => read()?.get(name)?.title ?? incidentsText.untitled,
      time: (atMs: number) => describeMinute(atMs),
      words: roles,
    };
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const found = await differenceOf(hub, doc, names).catch((): Difference => ({
        kind: 'unreachable',
      }));
      if (gone) return;
      setDifference(found);
      if (found.kind === 'unreachable') timer = setTimeout(() => void look(), askAgainMs);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [hub, doc, read, roles]);
  return difference;
}

function What({ difference }: { readonly difference: Difference | undefined }) {
  if (difference === undefined) return <Text size="sm">{words.looking}</Text>;
  if (difference.kind === 'unreachable') return <Text size="sm">{words.unreachable}</Text>;
  if (difference.kind === 'no-text') return <Lines lines={difference.lines} />;
  const change = singleChange(difference.before, difference.after);
  if (change === undefined && difference.before === difference.after)
    return <Text size="sm">{words.sameText}</Text>;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {words.differs}
      </Text>
      <ChangeDiff
        before={change?.quote ?? difference.before}
        after={change?.replacement ?? difference.after}
      />
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <Text size="sm">{words.notText}</Text>;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {words.onlyHere}
      </Text>
      <List
        size="sm"
        mah="30vh"
        style={{ overflowY: 'auto', overflowWrap: 'anywhere' }}
        tabIndex={0}
      >
        {lines.map((line, at) => (
          <List.Item key={at} dir="auto">
            {line}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Choice(props: { readonly hint: string; readonly children: ReactNode }) {
  return (
    <div>
      <Group gap="xs">{props.children}</Group>
      <Text size="xs" c="dimmed" mt={4}>
        {props.hint}
      </Text>
    </div>
  );
}

function CopyText({ text }: { readonly text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => undefined,
    );
  }
  return (
    <Button size="xs" variant="default" onClick={() => void copy()}>
      {isCopied ? words.copied : words.copy}
    </Button>
  );
}
