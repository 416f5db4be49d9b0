// The docker command of a host that was recorded, and the calls that it got.

import type { Inspected } from '../../../core/host/running/testing/recorded.ts';
import type { CommandResult, Docker } from '../docker-command.ts';

const done = (stdout: string): CommandResult => ({ status: 0, stdout, stderr: '' });

interface Named {
  readonly Id: string;
}

/** Answers like the Engine of `inspected`; `gone` are ids that disappear after they were listed. */
export function recordedDocker(inspected: Inspected, gone: readonly string[] = []) {
  const calls: (readonly string[])[] = [];
  const idsOf = (list: readonly unknown[]) => (list as readonly Named[]).map(({ Id }) => Id);
  const listed = (list: readonly unknown[]) => done(`${idsOf(list).join('\n')}\n`);
  const described = (list: readonly unknown[], ids: readonly string[]): CommandResult => {
    const there = (list as readonly Named[]).filter(({ Id }) => ids.includes(Id) && !gone.includes(Id));
    const lost = ids.filter((id) => gone.includes(id));
    return {
      status: lost.length > 0 ? 1 : 0,
      stdout: JSON.stringify(there),
      stderr: lost.map((id) => `Error: No such container: ${id}\n`).join(''),
    };
  };
  const docker: Docker = async (args) => {
    calls.push(args);
    const [word, second, ...rest] = args;
    if (word === 'version') return done('26.1.5+dfsg1\n');
    if (word === 'info') return done('{"OperatingSystem":"Debian GNU/Linux 13","SecurityOptions":[]}');
    if (word === 'ps') return listed(inspected.containers);
    if (word === 'inspect') return described(inspected.containers, rest);
    if (word === 'image') return described(inspected.images, rest);
    return second === 'ls' ? listed(inspected.networks) : described(inspected.networks, rest);
  };
  return { docker, calls };
}
