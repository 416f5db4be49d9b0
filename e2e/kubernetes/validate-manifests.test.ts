// The validator by itself: a stream that an API server takes, and each thing that it refuses as a small change of that stream.

import { expect, it } from 'vitest';
import { validateManifests } from './validate-manifests.ts';

const good = `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-env, labels: { app.kubernetes.io/name: web } }
data: { MODE: "on" }
---
apiVersion: v1
kind: Secret
metadata: { name: web-secret }
stringData: { PASSWORD: example }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, annotations: { example.org/Service: "Web 1" } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      securityContext: { sysctls: [{ name: net.core.somaxconn, value: "64" }] }
      hostAliases: [{ ip: 10.0.0.9, hostnames: [db] }]
      initContainers:
        - { name: wait, image: busybox, command: [sleep, "1"] }
      containers:
        - name: web
          image: nginx:1.27
          ports: [{ name: http, containerPort: 80 }]
          envFrom: [{ configMapRef: { name: web-env } }]
          env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: web-secret, key: PASSWORD } } }]
          resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 0.5Gi } }
          securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_RAW] } }
          readinessProbe: { tcpSocket: { port: http }, periodSeconds: 5, timeoutSeconds: 1 }
          volumeMounts: [{ name: files, mountPath: /files }]
      volumes: [{ name: files, persistentVolumeClaim: { claimName: files } }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ name: http, port: 8080, targetPort: http }, { name: tls, port: 8443, targetPort: 443 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchExpressions: [{ key: app, operator: In, values: [web] }] }
  policyTypes: [Ingress, Egress]
  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]
  ingress: [{ ports: [{ port: 80, endPort: 90 }] }]
`;

it('takes what is right', () => {
  expect(validateManifests(good)).toEqual([]);
});

/** What is written instead of what, and the complaint that it must bring. */
const changes: readonly (readonly [from: string, to: string, complaint: RegExp])[] = [
  // The schema, with unknown fields.
  ['replicas: 2', 'replica: 2', /^Deployment web: spec\.replica: unknown field$/],
  ['containerPort: 80', 'containerPort: 80, port: 80', /containers\.0\.ports\.0\.port: unknown field/],
  ['replicas: 2', 'replicas: "2"', /spec\.replicas must be integer/],
  ['replicas: 2', 'replicas: null', /spec\.replicas: null/],
  ['policyTypes: [Ingress, Egress]', 'policyTypes: [Both]', /policyTypes\.0 must be equal to one of/],
  ['image: nginx:1.27', 'image: [nginx]', /image must be string/],
  ['kind: ConfigMap', 'kind: Configmap', /no schema at hand for v1 Configmap/],
  ['apiVersion: apps/v1', 'apiVersion: v1', /no schema at hand for v1 Deployment/],
  // YAML 1.1.
  ['MODE: "on"', 'MODE: on', /^0\.data\.MODE: "on" is true as YAML 1\.1$/],
  ['{ name: wait,', '{ name: y,', /"y" is true/],
  [
    'metadata: { labels: { app: web } }',
    'metadata: { labels: { app: web, n: a } }',
    /other keys as YAML 1\.1/,
  ],
  ['runAsUser: 1000', 'runAsUser: 01000', /1000 is 512/],
  // Names and labels.
  [
    'metadata: { name: files }',
    'metadata: { name: my_files }',
    /"my_files" is no name of a PersistentVolumeClaim/,
  ],
  [
    'kind: Service\nmetadata: { name: web }',
    'kind: Service\nmetadata: { name: 1web }',
    /"1web" is no name of a Service/,
  ],
  [
    'labels: { app.kubernetes.io/name: web }',
    'labels: { app.kubernetes.io/name: a b }',
    /a b is no value of a label/,
  ],
  ['labels: { app.kubernetes.io/name: web }', 'labels: { a/b/c: web }', /a\/b\/c is no key of a label/],
  ['labels: { app: web }', `labels: { app: web, long: ${'a'.repeat(64)} }`, /is no value of a label/],
  ['example.org/Service:', '"two words":', /is no key of an annotation/],
  [
    'name: web-secret }\nstringData',
    'name: web-env, namespace: A }\nstringData',
    /A is no name of a namespace/,
  ],
  ['{ name: wait,', '{ name: web,', /a name that is there twice/],
  ['{ name: wait,', '{ name: Wait,', /container Wait: no name/],
  [
    'kind: NetworkPolicy\nmetadata: { name: web }',
    'kind: Service\nmetadata: { name: web }',
    /Service default\/web: there twice|spec\.podSelector/,
  ],
  // Workloads.
  [
    'selector: { matchLabels: { app: web } }',
    'selector: { matchLabels: { app: other } }',
    /does not select the pods/,
  ],
  ['selector: { matchLabels: { app: web } }', 'selector: {}', /spec\.selector: empty/],
  ['initContainers:', 'restartPolicy: Never\n      initContainers:', /Never is not for a Deployment/],
  ['replicas: 2', 'strategy: { type: Recreate, rollingUpdate: {} }', /not with Recreate/],
  // Pods.
  ['name: net.core.somaxconn', 'name: Net', /sysctls: Net is no name/],
  ['initContainers:', 'hostNetwork: true\n      initContainers:', /net\.core\.somaxconn is the host's/],
  ['ip: 10.0.0.9', 'ip: db', /db is not an address/],
  ['hostnames: [db]', 'hostnames: [my_db]', /my_db is no name/],
  ['command: [sleep, "1"] }', 'readinessProbe: { exec: { command: [a] } } }', /init container that ends/],
  ['name: http, containerPort: 80', 'name: HTTP, containerPort: 80', /HTTP is no name of a port/],
  ['containerPort: 80', 'containerPort: 70000', /container web: no port/],
  ['- name: web\n          image: nginx:1.27', '- name: web', /container web: no image/],
  ['{ name: PASSWORD, valueFrom', '{ name: 1PASSWORD, valueFrom', /1PASSWORD is no name/],
  ['name: PASSWORD, valueFrom', 'name: PASSWORD, value: a, valueFrom', /has a value and a source/],
  ['cpu: 100m', 'cpu: lots', /resources\.requests\.cpu/],
  ['memory: 0.5Gi', 'memory: 1M', /more memory requested than the limit/],
  ['runAsUser: 1000', 'runAsUser: -1', /-1 is no id/],
  ['runAsUser: 1000', 'privileged: true', /beside privileged/],
  ['add: [NET_RAW]', 'add: [CAP_NET_RAW]', /CAP_NET_RAW is no capability/],
  ['tcpSocket: { port: http }', 'tcpSocket: { port: http }, exec: { command: [a] }', /2 handlers/],
  ['periodSeconds: 5', 'periodSeconds: 0', /a number below 1/],
  [
    'readinessProbe:',
    'livenessProbe: { tcpSocket: { port: 1 }, successThreshold: 2 }\n          readinessProbe:',
    /successThreshold/,
  ],
  ['[{ name: files, mountPath', '[{ name: other, mountPath', /mounts other, which is no volume/],
  [
    '[{ name: files, mountPath: /files }]',
    '[{ name: files, mountPath: /a }, { name: files, mountPath: /a }]',
    /mounts twice at \/a/,
  ],
  [
    'persistentVolumeClaim: { claimName: files }',
    'emptyDir: {}, persistentVolumeClaim: { claimName: files }',
    /2 sources/,
  ],
  // References.
  [
    'configMapRef: { name: web-env }',
    'configMapRef: { name: gone }',
    /names ConfigMap gone, which nothing makes/,
  ],
  ['key: PASSWORD', 'key: GONE', /Secret web-secret has no key GONE/],
  ['claimName: files', 'claimName: gone', /PersistentVolumeClaim gone/],
  // Services, claims, data and policies.
  ['{ name: tls, port: 8443', '{ name: tls, port: 8080', /TCP 8080 twice/],
  ['{ name: tls, port: 8443', '{ name: http, port: 8443', /the name http twice/],
  ['{ name: tls, port: 8443', '{ port: 8443', /a name for each/],
  ['type: LoadBalancer', 'type: LoadBalancer\n  clusterIP: None', /None is not for LoadBalancer/],
  ['port: 8080, targetPort: http', 'port: 8080, nodePort: 80, targetPort: http', /nodePort 80 is not within/],
  ['storage: 1Gi', 'cpu: 1', /no size/],
  ['accessModes: [ReadWriteOnce]', 'accessModes: []', /accessModes: none/],
  ['data: { MODE', 'data: { "a b": x, MODE', /"a b" is no key/],
  ['except: [10.0.0.0/8]', 'except: [10.0.0.1]', /10\.0\.0\.1 is no block/],
  ['cidr: 0.0.0.0/0', 'cidr: 192.168.0.0/16', /10\.0\.0\.0\/8 is not a part of/],
  ['endPort: 90', 'endPort: 70', /endPort 70 after 80/],
  ['values: [web]', 'values: []', /In with 0 values/],
  ['ipBlock: { cidr: 0.0.0.0/0,', 'podSelector: {}, ipBlock: { cidr: 0.0.0.0/0,', /ipBlock and a selector/],
];

it.each(changes)('%s → %s', (from, to, complaint) => {
  expect(good).toContain(from);
  expect(validateManifests(good.replace(from, to)).join('\n')).toMatch(new RegExp(complaint, 'm'));
});
