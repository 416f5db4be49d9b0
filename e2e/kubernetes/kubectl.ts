// kubectl, where it is installed: reads manifests with the types of its release, and asks an API server, where one is named, whether
// it would take them. Nothing is kept there: every request is a dry run.

import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

function run(
  args: readonly string[],
  input: string,
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync('kubectl', args, {
    input,
    encoding: 'utf8',
    // The clusters of the person who runs the tests are nobody's here: which server is asked, if any, is an argument.
    env: { ...process.env, KUBECONFIG: devNull },
    maxBuffer: 1 << 28,
  });
  return { status, out: stdout ?? '', err: stderr ?? '' };
}

/** Its version; null where it is not installed. */
export function kubectlVersion(): string | null {
  const { status, out } = run(['version', '--client', '-o', 'json'], '');
  if (status !== 0) return null;
  return (JSON.parse(out) as { readonly clientVersion: { readonly gitVersion: string } }).clientVersion
    .gitVersion;
}

/** The objects that it reads in `yaml`, as `kind/name`, without a server. What it cannot read is an error with its words. */
export function readByKubectl(yaml: string): readonly string[] {
  // Reads every object with its type, and changes none: objects without pods have no environment.
  const typed = run(['set', 'env', '--local', '--list', '-f', '-'], yaml);
  if (typed.status !== 0) throw new Error(typed.err);
  const named = run(['label', '--local', '-f', '-', '-o', 'name', 'read=yes'], yaml);
  if (named.status !== 0) throw new Error(named.err);
  return named.out.split('\n').filter((line) => line !== '');
}

/** What the API server of `kubeconfig` says against `yaml`, line by line; warnings of deprecated fields are among it. */
export function refusedByServer(yaml: string, kubeconfig: string): readonly string[] {
  const flags = ['--dry-run=server', '--validate=strict', '-o', 'name', '-f', '-'];
  const { status, err } = run(['--kubeconfig', kubeconfig, 'create', ...flags], yaml);
  const lines = err
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('WARNING: version difference'));
  return status === 0 || lines.length > 0 ? lines : [`kubectl ended with ${status}`];
}
