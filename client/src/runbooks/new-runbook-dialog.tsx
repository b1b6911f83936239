import { Button, Group, Modal, TextInput } from '@mantine/core';
import { lazy, Suspense, useEffect, useId, useMemo, useState, type FormEvent } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { templateChoiceText } from '../ui/text/template-choice.ts';
import { templateChoices, templateKey, type Template } from './templates/choices.ts';
import classes from './new-runbook-dialog.module.css';

/** The texts of templates, and what lays them out: the title can be typed before they are here. */
const loadPatterns = () => import('./templates/patterns.ts');
const TemplatePreview = lazy(async () => ({
  default: (await import('./templates/template-preview.tsx')).TemplatePreview,
}));

const words = runbooksLateText.createDialog;

/** Asks for a title and what to start from. Enter in the title is enough. */
export function NewRunbookDialog(props: {
  /** Gives the problem in words, or undefined when it went well. */
  readonly onCreate: (title: string, template: Template) => Promise<string | undefined>;
  readonly onClose: () => void;
  /** Id of the pattern that is chosen at first. */
  readonly pattern?: string | undefined;
  readonly title?: string | undefined;
}) {
  const [title, setTitle] = useState(props.title ?? '');
  const [template, setTemplate] = useState<Template>(
    props.pattern === undefined ? { kind: 'default' } : { kind: 'pattern', id: props.pattern },
  );
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const choices = useChoices();
  const group = useId();
  const chosen = templateKey(template);
  const chosenTitle = choices.find((one) => templateKey(one.template) === chosen)?.title ?? '';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const failed = await props.onCreate(title, template);
    setBusy(false);
    if (failed === undefined) props.onClose();
    else setProblem(failed);
  }

  return (
    <Modal opened onClose={props.onClose} title={words.title} size={860} yOffset="6vh">
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          label={words.field}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={problem}
          data-autofocus
          autoComplete="off"
          description={words.hint}
          placeholder={words.placeholder}
        />
        <div className={classes.columns}>
          <fieldset className={classes.choices}>
            <legend className={classes.legend}>{templateChoiceText.choose(choices.length)}</legend>
            {choices.map((choice) => {
              const key = templateKey(choice.template);
              return (
                <label key={key} className={classes.choice}>
                  <input
                    type="radio"
                    name={group}
                    value={key}
                    checked={key === chosen}
                    onChange={() => setTemplate(choice.template)}
                  />
                  <span className={classes.title}>{choice.title}</span>
                  <span className={classes.detail}>{choice.detail}</span>
                </label>
              );
            })}
          </fieldset>
          {/* What scrolls must be reached by Tab. */}
          <section
            className={classes.preview}
            aria-label={templateChoiceText.preview(chosenTitle)}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
          >
            <Suspense fallback={<p>{templateChoiceText.loading}</p>}>
              <TemplatePreview template={template} />
            </Suspense>
          </section>
        </div>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={props.onClose}>
            {runbooksLateText.cancel}
          </Button>
          <Button size="xs" type="submit" loading={busy}>
            {words.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function useChoices(): ReturnType<typeof templateChoices> {
  const projections = useProjections();
  const [patterns, setPatterns] = useState<Awaited<ReturnType<typeof loadPatterns>>['patterns']>(
    [],
  );
  useEffect(() => {
    loadPatterns().then(
      (loaded) => setPatterns(loaded.patterns),
      // The other templates are enough to start from.
      () => undefined,
    );
  }, []);
  return useMemo(() => templateChoices(projections, patterns), [patterns, projections]);
}
