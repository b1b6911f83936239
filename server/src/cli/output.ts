/** Where a command writes: data to standard output, everything else to standard error. */
export interface Output {
  /** One or more whole lines, without the last line end. */
  data(text: string): void;
  /** Exactly these bytes. */
  bytes(bytes: Uint8Array): void;
  message(text: string): void;
}

export function createOutput(): Output {
  // `holdfast list | head` closes the pipe early: that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  return {
    data: (text) => void process.stdout.write(`${text}\n`),
    bytes: (bytes) => void process.stdout.write(bytes),
    message: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** Stable for scripts: two spaces, keys in a fixed order. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** One cell that is wider does not push a whole column out of sight: its own row alone moves. */
const widestColumn = 60;

/** Columns side by side; the last one may be of any width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      if (cell.length <= widestColumn) widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

/** `1 file`, `3 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
