import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconEye,
  IconLink,
  IconPlayerPlay,
  IconPrinter,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { drillPath } from '../app/routes.ts';
import { DotsMenu } from '../ui/dots-menu.tsx';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { runsText } from '../ui/text/runs.ts';
import { useDrillActions } from './use-drill-actions.tsx';
import { MenuWhy } from '../access/menu-why.tsx';
import { useMay } from '../access/use-may.ts';

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

/** What can be done with a drill. */
export function DrillMenu(props: DrillMenuProps) {
  return (
    <DotsMenu
      label={words.menu(props.title)}
      size={props.withOpen === true ? 'row' : 'page'}
      width={200}
      {...(props.tabIndex === undefined ? {} : { tabIndex: props.tabIndex })}
    >
      <Items {...props} />
    </DotsMenu>
  );
}

function Items(props: DrillMenuProps) {
  const { name, title, runbook } = props;
  const [, setPath] = useLocation();
  const actions = useDrillActions();
  const mayEdit = useMay('edit', name);
  const mayBegin = useMay('append', 'drill:new');
  return (
    <>
      <MenuWhy may={mayBegin.ok ? mayEdit : mayBegin} />
      {props.withOpen === true && (
        <Menu.Item leftSection={<IconEye {...icon} />} onClick={() => setPath(drillPath(name))}>
          {words.open}
        </Menu.Item>
      )}
      {runbook !== '' && (
        <Menu.Item
          disabled={!mayBegin.ok}
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
          disabled={!mayEdit.ok}
          leftSection={<IconArchiveOff {...icon} />}
          onClick={() => actions.restore(name, title)}
        >
          {words.restore}
        </Menu.Item>
      ) : (
        <Menu.Item
          disabled={!mayEdit.ok}
          leftSection={<IconArchive {...icon} />}
          onClick={() => actions.archive(name, title)}
        >
          {words.archive}
        </Menu.Item>
      )}
    </>
  );
}
