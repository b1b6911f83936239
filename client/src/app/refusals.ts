import { createObservable } from '../hub/observable.ts';

/** Why a command, by its id, is not allowed on this screen, and whom to ask. Known once its code has come. */
export const refusals = createObservable<(command: string) => string | undefined>(() => undefined);
