import { useEffect, useMemo, useState } from 'react';
import { useHub, useReadProjections } from '../app/hub-context.tsx';
import { createImportRun, type ImportRun } from './import-run.ts';
import type { ImportState } from './import-state.ts';
import { placedRunbooks } from './placed-runbooks.ts';
import { startTransfer, type TransferClient } from './transfer-client.ts';

/** An import on this page: begun anew with `again`, and given up with the page. */
export function useImport(): {
  readonly state: ImportState;
  readonly run: ImportRun;
  readonly transfer: Pick<TransferClient, 'ask'>;
  again(): void;
} {
  const hub = useHub();
  const readProjections = useReadProjections();
  const [state, setState] = useState<ImportState>({ step: 'choose' });
  const transfer = useMemo(() => createLazyTransfer(), []);
  useEffect(() => {
    // Now, while what serves the app can be reached.
    transfer.start();
    return () => transfer.close();
  }, [transfer]);
  const run = useMemo(
    () =>
      createImportRun({
        hub,
        transfer,
        placed: () => placedRunbooks(readProjections()),
        nowMs: () => Date.now(),
        onState: setState,
      }),
    [hub, transfer, readProjections],
  );
  useEffect(() => () => run.stop(), [run]);
  return { state, run, transfer, again: () => setState({ step: 'choose' }) };
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
