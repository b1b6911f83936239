import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Edit } from './edits.ts';
import type { Machine } from './machines.ts';
import { createTab, type Tab, type TabCopies, type TabDeps } from './tab.ts';

/** Someone who works on one device in two tabs. */
export interface Person {
  readonly device: Machine;
  /** Makes one edit in either tab. */
  edit(): Edit | undefined;
  /** Opens every document in one more tab, and with it what the tabs' copies hold: those that are open do not look there. */
  openAll(): void;
  /** A tab is killed: what only it had is gone. The next edit there opens another. */
  killTab(which: number): void;
  /** The device is off. */
  killTabs(): void;
  hubLost(): void;
  /** The browser's storage was cleared, the tabs' copies with it. */
  loseCopies(): void;
}

export interface PersonDeps extends Omit<TabDeps, 'copies'> {
  readonly documents: readonly DocumentName[];
}

const tabCount = 2;

export function createPerson(deps: PersonDeps): Person {
  const { device, random } = deps;
  const copies: TabCopies = new Map();
  const tabs: (Tab | undefined)[] = Array.from({ length: tabCount }, () => undefined);
  let another: Tab | undefined;
  let count = 0;

  function tab(which: number): Tab {
    return (tabs[which] ??= createTab({ ...deps, copies }));
  }

  function killTab(which: number): void {
    tabs[which]?.close();
    tabs[which] = undefined;
  }

  function killTabs(): void {
    for (let which = 0; which < tabCount; which++) killTab(which);
    another?.close();
    another = undefined;
  }

  return {
    device,
    edit() {
      const doc = random.pick(deps.documents);
      // A page opens only where the device is on; once open it works without its hub.
      if (doc === undefined || device.gone) return undefined;
      const which = random.below(tabCount);
      if (tabs[which] === undefined && device.running() === undefined) return undefined;
      return tab(which).edit(doc, `${device.name}#${count++}`);
    },
    openAll() {
      another?.close();
      another = createTab({ ...deps, copies });
      for (const doc of deps.documents) another.open(doc);
    },
    killTab,
    killTabs,
    hubLost() {
      for (const open of [...tabs, another]) open?.hubLost();
    },
    loseCopies() {
      for (const rows of copies.values())
        for (const { edits } of rows) for (const edit of edits) edit.inCopy = false;
      copies.clear();
    },
  };
}
