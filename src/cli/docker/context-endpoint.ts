// The endpoint of a Docker context: where its Engine is asked.

import { CallFailure } from '../call-failure.ts';
import type { Docker } from './docker-command.ts';

/** A login over SSH; `socket` is that of the Engine there, where the context names one. */
export interface SshEndpoint {
  readonly kind: 'ssh';
  readonly user: string | null;
  readonly host: string;
  readonly port: string | null;
  readonly socket: string | null;
}

export type ContextEndpoint =
  | SshEndpoint
  /** A socket of this machine. */
  | { readonly kind: 'local' }
  /** The API over the network, which answers for the Engine alone. */
  | { readonly kind: 'tcp'; readonly host: string };

/** Asks docker for the endpoint of a context; fails when docker knows no such context. */
export async function endpointOf(context: string, docker: Docker): Promise<ContextEndpoint> {
  const format = '{{.Endpoints.docker.Host}}';
  const { status, stdout, stderr } = await docker(['context', 'inspect', '--format', format, '--', context]);
  if (status === null && stderr.includes('ENOENT'))
    throw new CallFailure('this needs the docker command, which is not installed or not on PATH.');
  if (status !== 0)
    throw new CallFailure(
      `${context}: docker knows no such context (${stderr.trim().split('\n').at(-1) ?? ''}). Names are in: docker context ls`,
    );
  return parseEndpoint(context, stdout.trim());
}

/** Names of hosts and users that no program takes for an option. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

function parseEndpoint(context: string, text: string): ContextEndpoint {
  if (/^(?:unix|npipe|fd):\/\//.test(text)) return { kind: 'local' };
  const [, scheme, login, v6, name = '', port = null, path = ''] =
    /^(ssh|tcp|https?):\/\/(?:([^@/]*)@)?(?:\[([0-9A-Fa-f:.]+)\]|([^:/[\]]*))(?::(\d+))?(\/.*)?$/.exec(
      text,
    ) ?? [];
  const host = v6 ?? name;
  if (scheme === undefined || (v6 === undefined && !plainName.test(host)))
    throw new CallFailure(`${context}: its endpoint is of no form that is known. See: docker context ls`);
  if (scheme !== 'ssh') return { kind: 'tcp', host };
  // A password is never shown, nor handed to ssh.
  if (login?.includes(':'))
    throw new CallFailure(`${context}: its endpoint has a password, which ssh takes from nobody. Use a key.`);
  if (login !== undefined && !plainName.test(login))
    throw new CallFailure(`${context}: the user of its endpoint is no name of a user.`);
  return { kind: 'ssh', user: login ?? null, host, port, socket: path === '' || path === '/' ? null : path };
}
