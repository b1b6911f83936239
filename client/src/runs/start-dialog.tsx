import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Text,
} from '@mantine/core';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useHub } from '../app/hub-context.tsx';
import { createDrillActions, type ReadRunbook } from '../drills/drill-actions.ts';
import { namedValues } from '../ui/secrets-in.ts';
import { runsText } from '../ui/text/runs.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { ValueFields } from './value-fields.tsx';

const words = runsText.start;

/** Asks what a run needs to know: its variables, and which part of the runbook is run. */
export function StartDialog(props: {
  readonly name: string;
  readonly title: string;
  readonly part: boolean;
  /** Document name of the incident that it is run in; for practice where absent. */
  readonly incident?: string | undefined;
  readonly onClose: () => void;
}) {
  const { name, incident, onClose } = props;
  const hub = useHub();
  const actions = useMemo(() => createDrillActions({ hub }), [hub]);
  const [read, setRead] = useState<ReadRunbook>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let gone = false;
    void actions.read(name).then((found) => {
      if (gone) return;
      if ('problem' in found) setProblem(found.problem);
      else setRead(found);
    });
    return () => {
      gone = true;
    };
  }, [actions, name]);
  return (
    <Modal opened onClose={onClose} title={words.title(props.title)} size="md" yOffset="8vh">
      {problem !== undefined && (
        <Alert color="red" p="xs" role="alert">
          {problem}
        </Alert>
      )}
      {read === undefined ? (
        problem === undefined && <Text role="status">{words.starting}</Text>
      ) : (
        <StartForm
          read={read}
          part={props.part}
          onClose={onClose}
          start={(values, part) => actions.start(read, values, { part, incident })}
        />
      )}
    </Modal>
  );
}

function StartForm(props: {
  readonly read: ReadRunbook;
  readonly part: boolean;
  readonly onClose: () => void;
  readonly start: (
    values: ReadonlyMap<string, string>,
    part: ReadonlySet<string> | undefined,
  ) => ReturnType<ReturnType<typeof createDrillActions>['start']>;
}) {
  const { read, onClose } = props;
  const [, setPath] = useLocation();
  const [values, setValues] = useState<ReadonlyMap<string, string>>(
    () => new Map(read.variables.map((one) => [one.name, one.default])),
  );
  const [onlyPart, setOnlyPart] = useState(props.part);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const sections = useMemo(() => sectionsOf(read), [read]);

  const defaults = read.variables.map((one) => ({ name: one.name, value: one.default }));
  const { submit: check, warning } = useSecretCheck(
    namedValues(values, defaults),
    () => void start(),
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
  }

  async function start(): Promise<void> {
    if (busy) return;
    if (onlyPart && chosen.size === 0) {
      setProblem(words.noSection);
      return;
    }
    setBusy(true);
    const started = await props.start(values, onlyPart ? chosen : undefined);
    setBusy(false);
    if (!started.ok) {
      setProblem(started.problem);
      return;
    }
    onClose();
    setPath(started.path);
  }

  return (
    <form onSubmit={submit}>
      {read.variables.length > 0 && (
        <>
          <Text fw={600} size="sm">
            {words.variables}
          </Text>
          <Text size="sm" c="dimmed" mb="xs">
            {words.variablesHint}
          </Text>
          <ValueFields
            variables={read.variables}
            values={values}
            onChange={(name, value) => setValues(new Map(values).set(name, value))}
          />
        </>
      )}
      {sections.length > 1 && (
        <Stack gap={6} mt={read.variables.length > 0 ? 'md' : 0}>
          <SegmentedControl
            aria-label={words.which}
            size="xs"
            value={onlyPart ? 'part' : 'whole'}
            data={[
              { value: 'whole', label: words.whole },
              { value: 'part', label: words.onlyPart },
            ]}
            onChange={(value) => setOnlyPart(value === 'part')}
          />
          {onlyPart && (
            <Checkbox.Group
              aria-label={words.sections}
              value={[...chosen]}
              onChange={(value) => {
                setChosen(new Set(value));
                setProblem(undefined);
              }}
            >
              <Stack gap={8} mt={4}>
                {sections.map((section) => (
                  <Checkbox
                    key={section.anchor}
                    value={section.anchor}
                    label={section.words}
                    description={words.steps(section.steps)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </Stack>
      )}
      {problem !== undefined && (
        <Alert color="red" mt="sm" p="xs" role="alert">
          {problem}
        </Alert>
      )}
      {warning}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button size="xs" variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button size="xs" type="submit" loading={busy}>
          {words.submit}
        </Button>
      </Group>
    </form>
  );
}

interface SectionChoice {
  readonly anchor: string;
  readonly words: string;
  readonly steps: number;
}

function sectionsOf(read: ReadRunbook): readonly SectionChoice[] {
  const found = new Map<string, { words: string; steps: number }>();
  for (const { section } of read.steps) {
    const known = found.get(section);
    if (known === undefined) {
      const words = read.headings.get(section) ?? runsText.start.intro;
      found.set(section, { words, steps: 1 });
    } else known.steps += 1;
  }
  return [...found].map(([anchor, one]) => ({ anchor, ...one }));
}
