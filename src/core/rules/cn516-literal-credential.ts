// CN516. Owns: passwords and keys written in the file itself. One note covers a whole project; no value ever leaves the file.

import { memoize } from '../compose/memoize.ts';
import { nameList } from '../compose/name-list.ts';
import type { KeyValue, Service } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { childOf, deref, itemsOf, scalarText } from '../yaml/tree.ts';
import { isCredential } from './facts/credentials.ts';

export const rule: Rule = {
  id: 'CN516',
  slug: 'literal-credential',
  title: 'The file holds credentials',
  why: 'Anyone who reads the file, its history or the output of `docker inspect` reads the password. A variable keeps it out of the file; a secret keeps it out of the environment as well.',
  severity: 'info',
  source: 'OWASP Docker Security 12; CWE-798',
  reads: ['environment', 'command', 'entrypoint', 'labels', 'build'],
  *check({ checked }) {
    const found = [...checked.values()].flatMap(({ service }) =>
      literalCredentials(service).map((entry) => ({ name: service.name, ...entry })),
    );
    const [first] = found;
    if (!first) return;
    const names = found.map(({ name, key }) => `${key} of ${name}`);
    yield {
      subjects: [],
      message: `${found.length === 1 ? 'The file itself holds a credential' : `The file itself holds ${found.length} credentials`}: ${nameList(names)}.`,
      at: ['services', first.name, ...first.path],
      evidence: ['file'],
    };
  },
};

/** The entries of `environment` that contain a password or key as plain text, in file order. */
const literalCredentials = memoize((service: Service): readonly KeyValue[] =>
  service.environment.filter(({ key, value, path, fromEnvironment }) => {
    return (
      value !== null && fromEnvironment !== true && isCredential(key, value) && !isWithVariable(service, path)
    );
  }),
);

/** True when a variable of Compose provides the value or part of it; `$$` is a dollar sign. */
function isWithVariable({ tree }: Service, [, step]: KeyValue['path']): boolean {
  const environment = deref(childOf(tree, 'environment'));
  const item = typeof step === 'number' ? itemsOf(environment)[step] : childOf(environment, step ?? '');
  return /\$(?!\$)/.test((scalarText(item) ?? '').replaceAll('$$', ''));
}
