export interface Setting<Schema> {
  /** Without the dashes; `public-url` is `--public-url` and `HOLDFAST_PUBLIC_URL`. */
  readonly flag: string;
  /** What stands for the value in the help; absent: a switch. */
  readonly placeholder?: string;
  /** May be given more than once; in the environment, separated by commas. */
  readonly many?: true;
  readonly schema: Schema;
  /** As it would be typed. Absent: worked out from the other settings. */
  readonly fallback?: string;
  readonly help: string;
}

/** One row of the table of settings; its schema keeps its type. */
export const setting = <Schema>(of: Setting<Schema>): Setting<Schema> => of;
