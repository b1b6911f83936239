import { spawn } from 'node:child_process';
import { CommandError } from '../cli/exit-codes.ts';

export interface ReadResult {
  readonly exitCode: number;
  readonly stderr: string;
}

/**
 * Runs `git` on a repository that others may have made: without a shell, without the network,
 * writing nothing, and with nothing of its configuration that starts programs or changes what is
 * printed.
 */
export interface ReadOnlyGit {
  /** Hands on standard output as it comes. Resolves whatever the exit code. */
  stream(args: readonly string[], onText: (text: string) => void): Promise<ReadResult>;
  /** The whole output as text, without the last line end; undefined where git failed. */
  text(args: readonly string[]): Promise<string | undefined>;
}

/** What comes before every command. */
const safely = [
  ...['--no-pager', '--no-replace-objects', '--no-optional-locks', '--literal-pathspecs'],
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false'],
  ...['log.showRoot=true', 'log.showSignature=false', 'log.follow=false', 'diff.renameLimit=2000'],
].flatMap((one) => (one.startsWith('--') ? [one] : ['-c', one]));

/** What a log has to be told, so that the repository's own settings do not. */
export const plainLog = [
  ...['--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-color', '--no-notes'],
  ...['--no-relative', '--no-diff-merges', '--encoding=UTF-8', '-O/dev/null', '--name-status'],
];

const mostErrorCharacters = 4_000;

export function createReadOnlyGit(folder: string): ReadOnlyGit {
  function stream(args: readonly string[], onText: (text: string) => void): Promise<ReadResult> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', [...safely, ...args], {
        cwd: folder,
        env: environment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      // Characters may be cut between two chunks; what is not UTF-8 is replaced.
      child.stdout.setEncoding('utf8');
      child.stderr.setEncoding('utf8');
      let stderr = '';
      child.stdout.on('data', onText);
      child.stderr.on('data', (text: string) => {
        if (stderr.length < mostErrorCharacters) stderr += text;
      });
      child.on('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'ENOENT'
            ? new CommandError(
                `git could not be started in ${folder}. Is it installed, and is the folder there?`,
              )
            : error,
        );
      });
      child.on('close', (exitCode) => {
        resolve({ exitCode: exitCode ?? 1, stderr: stderr.trim() });
      });
    });
  }

  return {
    stream,
    async text(args) {
      let text = '';
      const { exitCode } = await stream(args, (more) => (text += more));
      return exitCode === 0 ? text.replace(/\n$/, '') : undefined;
    },
  };
}

/** Within a hook of another repository these would name that one. */
const namingAnother = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|NAMESPACE)$/;
const changingOutput = /^GIT_(?:EXTERNAL_DIFF|DIFF_OPTS|CONFIG.*|TRACE.*|.*PATHSPECS)$/;

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !namingAnother.test(name) && !changingOutput.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // A partial clone would fetch what it lacks. The second is for versions that do not know the first.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
