/** The command as a person may paste it into a shell. */
export function shellCommand(command: readonly string[]): string {
  return command
    .map((part) =>
      /^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}
