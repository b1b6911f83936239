import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

/** The one dialog that may be open. */
export type Dialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'rename'; readonly name: string; readonly title: string }
  | { readonly kind: 'review'; readonly name: string; readonly title: string }
  | { readonly kind: 'help' };

export interface Dialogs {
  readonly current: Dialog | undefined;
  show(dialog: Dialog): void;
  close(): void;
}

const DialogsContext = createContext<Dialogs | undefined>(undefined);

export function DialogsProvider(props: { readonly children: ReactNode }) {
  const [current, setCurrent] = useState<Dialog>();
  const dialogs = useMemo<Dialogs>(
    () => ({ current, show: setCurrent, close: () => setCurrent(undefined) }),
    [current],
  );
  return <DialogsContext value={dialogs}>{props.children}</DialogsContext>;
}

/** Opens and closes dialogs. Only inside `DialogsProvider`. */
export function useDialogs(): Dialogs {
  const dialogs = useContext(DialogsContext);
  if (dialogs === undefined) throw new Error('useDialogs outside DialogsProvider');
  return dialogs;
}
