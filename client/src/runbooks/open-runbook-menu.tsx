import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconClipboardCheck,
  IconCopy,
  IconCursorText,
  IconEye,
  IconFlame,
  IconHistory,
  IconFileExport,
  IconLink,
  IconListCheck,
  IconPencil,
  IconPrinter,
  IconTemplate,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { WhoMaySeeItem } from '../access/documents/who-may-see-item.tsx';
import { MenuWhy } from '../access/menu-why.tsx';
import { useMay } from '../access/use-may.ts';
import { useDialogs } from '../app/dialogs.tsx';
import { useReadProjections } from '../app/hub-context.tsx';
import { runbookEditPath, runbookHistoryPath, runbookPath } from '../app/routes.ts';
import { incidentsShellText } from '../ui/text/incidents-shell.ts';
import { runsText } from '../ui/text/runs.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { trustText } from '../ui/text/trust.ts';
import { templatesText } from '../ui/text/templates.ts';
import { useExport } from '../transfer/use-export.ts';
import { transferText } from '../ui/text/transfer.ts';
import { alertsThatLedTo } from './led-by-alert.ts';
import { RunbookMenuButton, type RunbookMenuProps } from './runbook-menu-button.tsx';
import { useRunbookActions } from './use-runbook-actions.tsx';

const icon = { size: 15, 'aria-hidden': true } as const;

/** The menu of a runbook, open from the start. */
export function OpenRunbookMenu(props: RunbookMenuProps) {
  const [isOpen, setIsOpen] = useState(true);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      width={210}
      withinPortal
      opened={isOpen}
      onChange={setIsOpen}
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <RunbookMenuButton {...props} ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        <MenuItems {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

function MenuItems(props: RunbookMenuProps) {
  const { name, title } = props;
  const [, setPath] = useLocation();
  const { show } = useDialogs();
  const actions = useRunbookActions();
  const projection = useReadProjections()()?.get(name);
  const isTemplate = projection?.kind === 'runbook' && projection.template;
  const exportRunbooks = useExport();
  const mayEdit = useMay('edit', name);
  const mayCreate = useMay('edit', 'runbook:new');
  const mayReview = useMay('append', name);
  const mayBegin = useMay('append', 'incident:new');
  return (
    <>
      <MenuWhy may={mayEdit} />
      {props.withOpen === true && (
        <>
          <Menu.Item leftSection={<IconEye {...icon} />} onClick={() => setPath(runbookPath(name))}>
            {runbooksLateText.open}
          </Menu.Item>
          <Menu.Item
            disabled={!mayEdit.ok}
            leftSection={<IconPencil {...icon} />}
            onClick={() => setPath(runbookEditPath(name))}
          >
            {runbooksLateText.edit}
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
      <Menu.Item
        disabled={!mayBegin.ok}
        leftSection={<IconFlame {...icon} />}
        onClick={() =>
          show({
            kind: 'declare',
            from: {
              runbook: { name, title },
              alerts: alertsThatLedTo(name),
              components: projection?.kind === 'runbook' ? projection.components : [],
            },
          })
        }
      >
        {incidentsShellText.declare}
      </Menu.Item>
      <Menu.Item
        disabled={!mayReview.ok}
        leftSection={<IconClipboardCheck {...icon} />}
        onClick={() => show({ kind: 'review', name, title })}
      >
        {trustText.review}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconHistory {...icon} />}
        onClick={() => setPath(runbookHistoryPath(name))}
      >
        {runbooksLateText.versions}
      </Menu.Item>
      <Menu.Item
        disabled={!mayBegin.ok}
        leftSection={<IconListCheck {...icon} />}
        onClick={() => show({ kind: 'start-run', name, title, part: true })}
      >
        {runsText.start.part}
      </Menu.Item>
      <Menu.Item
        disabled={!mayEdit.ok}
        leftSection={<IconCursorText {...icon} />}
        onClick={() => show({ kind: 'rename', name, title })}
      >
        {runbooksLateText.rename}
      </Menu.Item>
      <Menu.Item
        disabled={!mayCreate.ok}
        leftSection={<IconCopy {...icon} />}
        onClick={() => actions.duplicate(name, title)}
      >
        {runbooksLateText.duplicate}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconLink {...icon} />}
        onClick={() => actions.copyLink(runbookPath(name))}
      >
        {runbooksLateText.copyLink}
      </Menu.Item>
      {props.withOpen !== true && (
        <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {runbooksLateText.print}
        </Menu.Item>
      )}
      <Menu.Item
        disabled={!mayEdit.ok}
        leftSection={<IconTemplate {...icon} />}
        onClick={() => actions.offerAsTemplate(name, title, !isTemplate)}
      >
        {isTemplate ? templatesText.stop : templatesText.use}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport {...icon} />}
        onClick={() => exportRunbooks([name], 'markdown')}
      >
        {transferText.exportOne}
      </Menu.Item>
      <WhoMaySeeItem name={name} title={title} />
      <Menu.Divider />
      {props.archived ? (
        <Menu.Item
          disabled={!mayEdit.ok}
          leftSection={<IconArchiveOff {...icon} />}
          onClick={() => actions.restore(name, title)}
        >
          {runbooksLateText.restore}
        </Menu.Item>
      ) : (
        <Menu.Item
          disabled={!mayEdit.ok}
          leftSection={<IconArchive {...icon} />}
          onClick={() => actions.archive(name, title)}
        >
          {runbooksLateText.archive}
        </Menu.Item>
      )}
    </>
  );
}
