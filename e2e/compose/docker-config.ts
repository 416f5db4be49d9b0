// What Docker Compose reads in a file: its own resolved model, or its words of refusal. Started with an empty environment,
// so that nothing of this machine gets into the answer.

import { execFile } from 'node:child_process';

/** One port of the resolved model. */
export interface DockerPort {
  readonly target: number;
  readonly published?: string;
  readonly host_ip?: string;
  readonly protocol?: string;
}

export interface DockerEndpoint {
  readonly aliases?: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips?: readonly string[];
  readonly mac_address?: string;
  readonly priority?: number;
  readonly gw_priority?: number;
  readonly interface_name?: string;
  readonly driver_opts?: Readonly<Record<string, string>>;
}

export interface DockerMount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
}

/** A service of the resolved model: the keys that have a counterpart in ours. */
export interface DockerService {
  readonly image?: string;
  readonly build?: unknown;
  readonly provider?: unknown;
  readonly container_name?: string;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly network_mode?: string;
  readonly networks?: Readonly<Record<string, DockerEndpoint | null>>;
  readonly mac_address?: string;
  readonly ports?: readonly DockerPort[];
  readonly expose?: readonly string[];
  readonly links?: readonly string[];
  readonly external_links?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required: boolean }>>;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly env_file?: unknown;
  readonly labels?: Readonly<Record<string, string>>;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly extra_hosts?: readonly string[];
  readonly dns?: readonly string[];
  readonly dns_search?: readonly string[];
  readonly dns_opt?: readonly string[];
  readonly command?: readonly string[] | null;
  readonly entrypoint?: readonly string[] | null;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly volumes?: readonly DockerMount[];
  readonly volumes_from?: readonly string[];
  readonly devices?: readonly (
    | string
    | { readonly source: string; readonly target?: string; readonly permissions?: string }
  )[];
  readonly security_opt?: readonly string[];
  readonly pid?: string;
  readonly ipc?: string;
  readonly uts?: string;
  readonly cgroup?: string;
  readonly userns_mode?: string;
  readonly profiles?: readonly string[];
  readonly models?: Readonly<Record<string, unknown>>;
  readonly scale?: number;
  readonly deploy?: { readonly replicas?: number };
}

export interface DockerNetwork {
  readonly name: string;
  readonly driver?: string;
  readonly driver_opts?: Readonly<Record<string, string>>;
  readonly ipam?: {
    readonly driver?: string;
    readonly config?: readonly {
      readonly subnet?: string;
      readonly gateway?: string;
      readonly ip_range?: string;
      readonly aux_addresses?: Readonly<Record<string, string>>;
    }[];
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly external?: boolean;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface DockerConfig {
  readonly name: string;
  readonly services?: Readonly<Record<string, DockerService>>;
  readonly networks?: Readonly<Record<string, DockerNetwork>>;
}

/** The resolved model, or why there is none. */
export type DockerAnswer =
  | { readonly accepted: true; readonly config: DockerConfig }
  | { readonly accepted: false; readonly reason: string };

/** Asks for `files` of a folder, or for the default ones where none is named; `.env` beside them counts. */
export function dockerConfig(
  compose: readonly string[],
  cwd: string,
  files: readonly string[],
): Promise<DockerAnswer> {
  const [command = '', ...first] = compose;
  const which = files.flatMap((file) => ['-f', file]);
  // Services of every profile, and paths as written: which profile is active and where a path leads is not compared.
  const args = [...first, ...which, '--profile', '*', 'config', '--no-path-resolution', '--format', 'json'];
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, env: {}, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error !== null) return resolve({ accepted: false, reason: reasonIn(stderr) || error.message });
      // `config` writes a dollar sign as two, so that its output can be read again as a compose file.
      resolve({ accepted: true, config: JSON.parse(stdout.replaceAll('$$', '$')) as DockerConfig });
    });
    child.stdin?.end();
  });
}

/** The refusal without the warnings before it. */
function reasonIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines
    .filter((line) => !line.includes('level=warning'))
    .join('\n')
    .trim();
}
