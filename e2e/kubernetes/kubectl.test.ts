// What kubectl and, where BULKHEAD_KUBECONFIG names one, an API server say of manifests, beside what our validator says.

import { describe, expect, it } from 'vitest';
import { kubectlVersion, readByKubectl, refusedByServer } from './kubectl.ts';
import { validateManifests } from './validate-manifests.ts';

const version = kubectlVersion();
const kubeconfig = process.env.BULKHEAD_KUBECONFIG;
const pod = (rest: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: one }\nspec: { containers: [{ name: a, image: b }]${rest} }\n`;

describe.skipIf(version === null)(
  'kubectl (skipped where it is not installed: Debian has it as kubernetes-client)',
  () => {
    it('names what it reads', () => {
      const service =
        'apiVersion: v1\nkind: Service\nmetadata: { name: two }\nspec: { ports: [{ port: 80 }] }\n';
      expect(readByKubectl(`${pod('')}---\n${service}`)).toEqual(['pod/one', 'service/two']);
    });

    it.each([
      ['a type', pod(', replicas: 1, restartPolicy: [Always]')],
      ['a boolean of YAML 1.1 where a text is needed', pod(', nodeName: y')],
    ])('does not read %s', (_, yaml) => {
      expect(() => readByKubectl(yaml)).toThrow('cannot unmarshal');
      expect(validateManifests(yaml)).not.toEqual([]);
    });
  },
);

/** Each is refused by the server, and so it is by us. */
const refused = [
  pod(', replicas: 1'),
  pod(', hostname: A_B'),
  pod(', restartPolicy: Sometimes'),
  pod(', volumes: [{ name: a }, { name: a }]'),
  pod(', dnsPolicy: None'),
  pod(', hostAliases: [{ ip: x, hostnames: [a_b] }]'),
  'apiVersion: v1\nkind: Service\nmetadata: { name: 1two }\nspec: { ports: [{ port: 80 }] }\n',
  'apiVersion: v1\nkind: Service\nmetadata: { name: two }\nspec: { ports: [{ port: 80 }, { port: 80 }] }\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { "a b": c }\n',
];

describe.skipIf(version === null || kubeconfig === undefined)(
  'an API server (skipped where BULKHEAD_KUBECONFIG names none)',
  () => {
    it.each(refused)('refuses what we refuse: %s', (yaml) => {
      expect(validateManifests(yaml)).not.toEqual([]);
      expect(refusedByServer(yaml, kubeconfig ?? '')).not.toEqual([]);
    });

    it('takes what we take', () => {
      expect(validateManifests(pod(''))).toEqual([]);
      expect(refusedByServer(pod(''), kubeconfig ?? '')).toEqual([]);
    });
  },
);
