import { Button, SegmentedControl, Switch, TextInput, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { SignInPart } from '../access/sign-in/sign-in-part.tsx';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { accessPath } from '../app/access-routes.ts';
import { DrillFilesPart } from '../drills/log/drill-files-part.tsx';
import { NotifyPart } from '../incidents/notify/notify-part.tsx';
import { IncidentNamesPart } from '../incidents/incident-names-part.tsx';
import { LockPart } from '../lock/lock-part.tsx';
import { DocumentPage } from '../ui/document-page.tsx';
import { Section } from '../ui/section.tsx';
import { accessText } from '../ui/text/access.ts';
import { settingsText } from '../ui/text/settings.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { WorkspacesPart } from '../workspaces/workspaces-part.tsx';
import { noteColorChosen } from './chosen-color.ts';
import { ColorChoice } from './color-choice.tsx';
import { setPreferences, usePreferences } from './preferences.ts';
import classes from './settings-page.module.css';

const maxNameLength = 60;
const themes = ['auto', 'light', 'dark'] as const;

/** Name, colour and habits of the person at this device. */
export function SettingsPage() {
  usePageTitle(settingsText.title);
  return (
    <DocumentPage title={settingsText.title} lead={settingsText.lead}>
      <You />
      <Access />
      <SignInPart />
      <LockPart />
      <WorkspacesPart />
      <Appearance />
      <Keyboard />
      <NotifyPart />
      <IncidentNamesPart />
      <DrillFilesPart />
    </DocumentPage>
  );
}

function You() {
  const hub = useHub();
  const me = useObservable(hub.me);
  const [draft, setDraft] = useState<string>();
  // Who clears the field to write another name is not to be told off half-way.
  const [left, setLeft] = useState(false);
  const name = (draft ?? me.name).trim();
  const tooLong = name.length > maxNameLength;

  function edit(next: string | undefined): void {
    setDraft(next);
    setLeft(false);
  }

  function commit(): void {
    if (draft === undefined) return;
    // What cannot be taken stays in the field, and why is said below it.
    if (name === '' || tooLong) return setLeft(true);
    if (name !== me.name) hub.setMe({ ...me, name });
    edit(undefined);
  }

  return (
    <Section title={settingsText.you}>
      <div className={classes.fields}>
        <TextInput
          label={settingsText.name}
          description={me.isGiven ? settingsText.nameGiven : settingsText.nameHint}
          readOnly={me.isGiven === true}
          value={draft ?? me.name}
          error={
            tooLong
              ? settingsText.nameTooLong(name.length, maxNameLength, me.name)
              : left && settingsText.nameMissing(me.name)
          }
          autoComplete={me.isGiven ? 'off' : 'name'}
          maw={360}
          onChange={(event) => edit(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') edit(undefined);
          }}
        />
        <ColorChoice
          name={tooLong || name === '' ? me.name : name}
          color={me.color}
          onChange={(color) => {
            noteColorChosen(hub.device);
            hub.setMe({ ...me, color });
          }}
        />
      </div>
    </Section>
  );
}

function Access() {
  return (
    <Section title={accessText.title} lead={accessText.settings.lead}>
      <Button
        size="xs"
        variant="default"
        w="fit-content"
        component={Link}
        href={accessPath('people')}
      >
        {accessText.settings.open}
      </Button>
    </Section>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={settingsText.appearance}>
      <SegmentedControl
        size="xs"
        aria-label={settingsText.theme}
        value={colorScheme}
        data={themes.map((value) => ({ value, label: settingsText.themes[value] }))}
        onChange={(value) => {
          const chosen = themes.find((one) => one === value);
          if (chosen !== undefined) setColorScheme(chosen);
        }}
      />
    </Section>
  );
}

function Keyboard() {
  const { device } = useHub();
  const { singleKeys } = usePreferences();
  const { show } = useDialogs();
  return (
    <Section title={settingsText.keyboard}>
      <div className={classes.fields}>
        <Switch
          label={settingsText.singleKeys}
          description={settingsText.singleKeysHint}
          checked={singleKeys}
          onChange={(event) => setPreferences(device, { singleKeys: event.currentTarget.checked })}
        />
        <Button size="xs" variant="default" w="fit-content" onClick={() => show({ kind: 'help' })}>
          {settingsText.showKeys}
        </Button>
      </div>
    </Section>
  );
}
