import { createObservable } from '../hub/observable.ts';
import type { Observable } from '../hub/client-api.ts';
import { createImportRun, type ImportRun, type ImportRunDeps } from './import-run.ts';
import type { ImportState } from './import-state.ts';
import { startTransfer, type TransferClient } from './transfer-client.ts';

type Done = Extract<ImportState, { step: 'done' }>;

/** The import of this tab. It belongs to the app: whoever leaves its page finds it there again. */
export interface CurrentImport {
  readonly state: Observable<ImportState>;
  readonly run: ImportRun;
  readonly transfer: Pick<TransferClient, 'ask'>;
  /** Back to choosing. */
  again(): void;
  /** A page shows it; returns how to say that it does no more: what goes on then does so, the rest is given up. */
  show(): () => void;
}

export interface CurrentImportDeps extends Pick<ImportRunDeps, 'hub' | 'placed' | 'nowMs'> {
  /** An import ended while no page showed it. */
  readonly onEndedUnseen: (state: Done) => void;
}

export function createCurrentImport(deps: CurrentImportDeps): CurrentImport {
  const state = createObservable<ImportState>({ step: 'choose' });
  const transfer = createLazyTransfer();
  let pages = 0;
  const isBusy = ({ step }: ImportState): boolean => step === 'running';
  const keepTab = (event: BeforeUnloadEvent): void => event.preventDefault();

  function onState(next: ImportState): void {
    const before = state.get();
    if (isBusy(next) && !isBusy(before)) addEventListener('beforeunload', keepTab);
    if (!isBusy(next)) removeEventListener('beforeunload', keepTab);
    state.set(next);
    if (next.step === 'done' && next.undo !== 'busy' && pages === 0) deps.onEndedUnseen(next);
  }

  return {
    state,
    transfer,
    run: createImportRun({ ...deps, transfer, onState }),
    again: () => onState({ step: 'choose' }),
    show() {
      pages += 1;
      // Now, while what serves the app can be reached.
      transfer.start();
      return () => {
        pages -= 1;
        if (pages > 0 || isGoingOn(state.get())) return;
        state.set({ step: 'choose' });
        transfer.close();
      };
    },
  };
}

/** What must not be given up because its page is left. */
function isGoingOn(state: ImportState): boolean {
  const { step } = state;
  return step === 'running' || step === 'reading' || (step === 'done' && state.undo === 'busy');
}

/** The worker is started when it is first asked, and again if it is asked after it was closed. */
function createLazyTransfer(): TransferClient & { start(): void } {
  let started: TransferClient | undefined;
  return {
    start() {
      started ??= startTransfer();
    },
    ask: (name, ...values) => (started ??= startTransfer()).ask(name, ...values),
    close() {
      started?.close();
      started = undefined;
    },
  };
}
