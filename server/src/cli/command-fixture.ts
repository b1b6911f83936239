import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRelayFixture, type RelayFixture } from '../relay/relay-fixture.ts';
import { runProgram } from './program.ts';

/** What a command came to. */
export interface Ran {
  readonly exitCode: number;
  /** Of standard output. */
  readonly data: string;
  /** Of standard error. */
  readonly messages: string;
}

/** For tests: commands run in this process, in a folder of their own, against relays in this process. */
export interface CommandFixture extends Pick<RelayFixture, 'start' | 'stop' | 'cleanUp'> {
  /** Before each test: makes the folder that commands run in. */
  begin(): string;
  holdfast(...args: string[]): Promise<Ran>;
  /** Writes a file below the folder. */
  put(path: string, content: string | Uint8Array): void;
  /** What is below a folder in it, by path; a character for each byte. */
  filesBelow(path: string): Record<string, string>;
}

export function createCommandFixture(): CommandFixture {
  const relays = createRelayFixture();
  let folder = '';
  return {
    start: (options) => relays.start(options),
    stop: (relay) => relays.stop(relay),
    cleanUp: () => relays.cleanUp(),
    begin() {
      folder = relays.folder();
      return folder;
    },
    async holdfast(...args) {
      let data = '';
      let messages = '';
      const exitCode = await runProgram({
        args,
        env: {},
        folder,
        output: {
          data: (text) => void (data += `${text}\n`),
          bytes: (bytes) => void (data += Buffer.from(bytes).toString()),
          message: (text) => void (messages += `${text}\n`),
        },
      });
      return { exitCode, data, messages };
    },
    put(path, content) {
      const whole = join(folder, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, content);
    },
    filesBelow(path) {
      const below = join(folder, path);
      const files = readdirSync(below, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      return Object.fromEntries(
        files.map((entry) => {
          const whole = join(entry.parentPath, entry.name);
          return [whole.slice(below.length + 1), readFileSync(whole, 'latin1')];
        }),
      );
    },
  };
}
