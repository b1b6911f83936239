import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconEye,
  IconLink,
  IconPlayerPlay,
  IconPrinter,
} from '@tabler/icons-react';
import { useRef, useState, type ComponentProps } from 'react';
import { useLocation } from 'wouter';
import { drillPath } from '../app/routes.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { runsText } from '../ui/text/runs.ts';
import menuClasses from '../runbooks/runbook-menu.module.css';
import { useDrillActions } from './use-drill-actions.tsx';

const words = runsText.list;
const icon = { size: 16, 'aria-hidden': true } as const;

interface DrillMenuProps {
  readonly name: string;
  readonly title: string;
  readonly archived: boolean;
  /** The runbook that was run, to run it again; empty where it is not known. */
  readonly runbook: string;
  readonly tabIndex?: number;
  /** In the list, where the drill can also be opened. */
  readonly withOpen?: boolean;
}

/** What can be done with a drill. Made when it is first wanted: a list may have thousands of rows. */
export function DrillMenu(props: DrillMenuProps) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const button = useRef<HTMLButtonElement>(null);
  if (state === 'never') return <MenuButton {...props} onClick={() => setState('open')} />;
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      width={200}
      withinPortal
      opened={state === 'open'}
      onChange={(opened) => setState(opened ? 'open' : 'closed')}
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <MenuButton {...props} ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        <Items {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

function MenuButton({
  name: _name,
  title,
  archived: _archived,
  runbook: _runbook,
  withOpen,
  ...button
}: DrillMenuProps & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={words.menu(title)}
      {...button}
      className={menuClasses.button}
      data-size={withOpen === true ? 'row' : 'page'}
    >
      <IconDots size={17} aria-hidden="true" />
    </button>
  );
}

function Items(props: DrillMenuProps) {
  const { name, title, runbook } = props;
  const [, setPath] = useLocation();
  const actions = useDrillActions();
  return (
    <>
      {props.withOpen === true && (
        <Menu.Item leftSection={<IconEye {...icon} />} onClick={() => setPath(drillPath(name))}>
          {words.open}
        </Menu.Item>
      )}
      {runbook !== '' && (
        <Menu.Item
          leftSection={<IconPlayerPlay {...icon} />}
          onClick={() => void actions.run(runbook, title)}
        >
          {runsText.view.again}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => actions.copyLink(name)}>
        {runbooksLateText.copyLink}
      </Menu.Item>
      {props.withOpen !== true && (
        <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {runbooksLateText.print}
        </Menu.Item>
      )}
      <Menu.Divider />
      {props.archived ? (
        <Menu.Item
          leftSection={<IconArchiveOff {...icon} />}
          onClick={() => actions.restore(name, title)}
        >
          {words.restore}
        </Menu.Item>
      ) : (
        <Menu.Item
          leftSection={<IconArchive {...icon} />}
          onClick={() => actions.archive(name, title)}
        >
          {words.archive}
        </Menu.Item>
      )}
    </>
  );
}
