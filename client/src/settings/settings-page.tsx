import { Button, SegmentedControl, Switch, TextInput, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { useWorkspaceName } from '../app/use-workspace-name.ts';
import { DocumentPage } from '../ui/document-page.tsx';
import { Facts, Section } from '../ui/section.tsx';
import { settingsText } from '../ui/text/settings.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { ColorChoice } from './color-choice.tsx';
import { setPreferences, usePreferences } from './preferences.ts';
import classes from './settings-page.module.css';

const maxNameLength = 60;
const themes = ['auto', 'light', 'dark'] as const;

/** Name, colour and habits of the person at this device. */
export function SettingsPage() {
  const { workspace } = useHub();
  const name = useWorkspaceName();
  usePageTitle(settingsText.title);
  return (
    <DocumentPage title={settingsText.title} lead={settingsText.lead}>
      <You />
      <Appearance />
      <Keyboard />
      <Section title={settingsText.device}>
        <Facts
          facts={[
            {
              name: settingsText.workspace,
              value: name === workspace ? name : settingsText.workspaceAndId(name, workspace),
            },
          ]}
        />
      </Section>
    </DocumentPage>
  );
}

function You() {
  const hub = useHub();
  const me = useObservable(hub.me);
  const [draft, setDraft] = useState<string>();

  function commit(): void {
    const name = (draft ?? '').trim().slice(0, maxNameLength);
    if (draft !== undefined && name !== '' && name !== me.name) hub.setMe({ ...me, name });
    setDraft(undefined);
  }

  return (
    <Section title={settingsText.you}>
      <div className={classes.fields}>
        <TextInput
          label={settingsText.name}
          description={settingsText.nameHint}
          value={draft ?? me.name}
          maxLength={maxNameLength}
          autoComplete="name"
          maw={360}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setDraft(undefined);
          }}
        />
        <ColorChoice
          name={draft ?? me.name}
          color={me.color}
          onChange={(color) => hub.setMe({ ...me, color })}
        />
      </div>
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
