// The mounts of containers: named volumes as claims, `tmpfs` and anonymous volumes as temporary folders, configs and secrets. Bind
// mounts are not exported.

import type { PersistentVolumeClaim, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { bytesOf } from '../../compose/project/values/byte-size.ts';
import { readText, readTri } from '../../compose/project/values/read-scalar.ts';
import type { Mount, Service } from '../../compose/topology.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import { childOf, entriesOf, itemsOf, type Path } from '../../yaml/tree.ts';
import { type GivenFiles, givenFile } from './given-files.ts';
import { type Frame, type Pod, projectLabels, topEntry } from './kubernetes-frame.ts';
import { dnsLabel, freeName } from './kubernetes-names.ts';
import { byteQuantity, serviceFields } from './values.ts';

/** The size of every claim, which Kubernetes requires and Compose lacks. */
const claimSize = '1Gi';

/** A project's claims with the pods that use them, by volume key. */
export type Claims = Map<string, { readonly name: string; readonly pods: Set<Pod> }>;

export interface Storage {
  readonly volumes: Volume[];
  /** The mounts of each service. */
  readonly mounts: ReadonlyMap<Service, VolumeMount[]>;
  readonly holdsClaims: boolean;
}

/** Returns the volumes of a pod; adds claims to `claims` and objects for configs and secrets to `given`. */
export function storageOf(frame: Frame, pod: Pod, claims: Claims, given: GivenFiles): Storage {
  const volumes = new Map<string, Volume>();
  const mounts = new Map<Service, VolumeMount[]>();
  let holdsClaims = false;
  for (const service of pod.members) {
    const ownMounts: VolumeMount[] = [];
    mounts.set(service, ownMounts);
    const put = (volume: Volume, mount: Omit<VolumeMount, 'name'>): void => {
      ownMounts.push({ name: addVolume(volumes, volume), ...mount });
    };
    for (const mount of service.mounts) {
      holdsClaims = putMount(frame, { pod, service, claims }, mount, put) || holdsClaims;
    }
    putMemory(frame, service, put);
    for (const file of service.grantedFiles) {
      const { volume, mount } = givenFile(frame, given, service, file);
      const { name: _, ...rest } = mount;
      put(volume, rest);
    }
    refuseTwice(frame, service, ownMounts);
  }
  return { volumes: [...volumes.values()], mounts, holdsClaims };
}

/** Returns the pod's name for a volume; equal volumes are shared. */
function addVolume(volumes: Map<string, Volume>, volume: Volume): string {
  const known = volumes.get(volume.name);
  // Temporary folders are not shared between containers.
  if (known && !known.emptyDir && JSON.stringify(known) === JSON.stringify(volume)) return volume.name;
  const name = freeName(new Set(volumes.keys()), volume.name);
  volumes.set(name, { ...volume, name });
  return name;
}

/** Drops all but the last mount at a path, since Kubernetes refuses two and Compose uses the last. */
function refuseTwice({ report }: Frame, service: Service, mounts: VolumeMount[]): void {
  const last = new Map(mounts.map((mount) => [mount.mountPath, mount]));
  if (last.size === mounts.length) return;
  report.say(
    'changed',
    'mount-twice',
    service,
    ['volumes'],
    'several mounts at one path: the last one applies',
  );
  mounts.splice(0, mounts.length, ...last.values());
}

type Put = (volume: Volume, mount: Omit<VolumeMount, 'name'>) => void;

interface Place {
  readonly pod: Pod;
  readonly service: Service;
  readonly claims: Claims;
}

/** Adds a mount. Returns true when it is one of a claim. */
function putMount(frame: Frame, { pod, service, claims }: Place, mount: Mount, put: Put): boolean {
  const { report } = frame;
  const { type, source, target, readOnly, path } = mount;
  const lose = (cause: string, message: string): false => {
    report.say('lost', cause, service, path, message);
    return false;
  };
  if (!target.startsWith('/')) return lose('mount', `${target || 'nothing'} is not a valid mount path`);
  if (target.includes(':')) return lose('mount', `${target} holds a colon, which Kubernetes refuses`);
  const readOnlyMount = readOnly ? { readOnly } : {};
  switch (type) {
    case 'bind':
      return lose('bind-mount', bindNote(source, target));
    case 'other':
      return lose('mount', 'Kubernetes has no mount of this kind');
    case 'tmpfs': {
      const { tree, environment } = serviceFields(frame.workspace, service);
      const long = childOf(itemsOf(tree('volumes'))[Number(path[1])] ?? null, 'tmpfs');
      const size = readText(childOf(long, 'size'), environment);
      if (childOf(long, 'mode'))
        lose('mount-option', 'Kubernetes cannot set permissions of a folder in memory: all may write there');
      put(memory(frame, service, size, path), { mountPath: target });
      return false;
    }
    case 'volume':
      break;
  }
  if (source === '') {
    report.say('changed', 'anonymous-volume', service, path, 'a folder that lasts as long as its pod');
    put({ name: dnsLabel(target) || 'data', emptyDir: {} }, { mountPath: target, ...readOnlyMount });
    return false;
  }
  const known = claims.get(source) ?? {
    name: frame.nameFor('Claim', dnsLabel(source) || 'data'),
    pods: new Set(),
  };
  claims.set(source, known);
  known.pods.add(pod);
  const { tree, environment } = serviceFields(frame.workspace, service);
  const long = childOf(itemsOf(tree('volumes'))[Number(path[1])] ?? null, 'volume');
  const subPath = readText(childOf(long, 'subpath'), environment);
  const volume: Volume = { name: known.name, persistentVolumeClaim: { claimName: known.name } };
  put(volume, { mountPath: target, ...readOnlyMount, ...(subPath ? { subPath } : {}) });
  return true;
}

function bindNote(source: string, target: string): string {
  if (/(?:^|\/)(?:docker|podman)\.sock$/.test(source)) {
    return `${source} is the container API of this machine, which a cluster does not have: nothing is mounted at ${target}`;
  }
  return `${source} exists only on this machine, so nothing is mounted at ${target}: put it into the image, a config or a volume`;
}

/** Returns a volume in memory. */
function memory({ report }: Frame, service: Service, size: string | null, path: Path): Volume {
  const bytes = size === null ? null : bytesOf(size);
  if (size !== null && bytes === null)
    report.say('lost', 'mount-option', service, path, `${size} is not a size`);
  const limit = bytes ? { sizeLimit: byteQuantity(bytes) } : {};
  return { name: 'memory', emptyDir: { medium: 'Memory', ...limit } };
}

/** Adds the volumes of `tmpfs` and `shm_size`. */
function putMemory(frame: Frame, service: Service, put: Put): void {
  const { texts, text, tree } = serviceFields(frame.workspace, service);
  for (const [index, item] of texts('tmpfs').entries()) {
    const [target = '', options = ''] = item.split(':', 2);
    const path: Path = itemsOf(tree('tmpfs')).length > 0 ? ['tmpfs', index] : ['tmpfs'];
    const list = options.split(',').filter((option) => option !== '' && option !== 'rw');
    const size = list.find((option) => option.startsWith('size='))?.slice('size='.length) ?? null;
    const left = list.filter((option) => !option.startsWith('size='));
    if (left.length > 0) {
      frame.report.say(
        'lost',
        'mount-option',
        service,
        path,
        `options of a folder in memory that Kubernetes lacks: ${left.join(', ')}`,
      );
    }
    put(memory(frame, service, size, path), { mountPath: target });
  }
  const shared = text('shm_size');
  if (shared !== null)
    put({ ...memory(frame, service, shared, ['shm_size']), name: 'shm' }, { mountPath: '/dev/shm' });
}

/** Returns the claims by volume name; claims of several pods or replicas allow concurrent writes. */
export function claimObjects(frame: Frame, claims: Claims): readonly PersistentVolumeClaim[] {
  return [...claims].map(([key, { name, pods }]): PersistentVolumeClaim => {
    const shared = pods.size > 1 || [...pods].some(({ replicas }) => replicas > 1);
    reportVolume(frame, key, name, shared);
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, labels: projectLabels(frame) },
      spec: {
        accessModes: [shared ? 'ReadWriteMany' : 'ReadWriteOnce'],
        resources: { requests: { storage: claimSize } },
      },
    };
  });
}

function reportVolume(frame: Frame, key: string, name: string, shared: boolean): void {
  const { workspace, report } = frame;
  const entry = topEntry(workspace, 'volumes', key);
  const { environment } = mainDocument(workspace);
  const at: Path = ['volumes', key];
  const size = `volume ${key} becomes the claim ${name} of ${claimSize}, since Compose states no size: change it if that is too small. It starts empty even if the image has files there`;
  report.say('changed', 'volume', null, at, size);
  if (shared) {
    const message = `volume ${key} is used by several pods: its storage class must support ReadWriteMany`;
    report.say('changed', 'shared-volume', null, at, message);
  }
  const external = childOf(entry, 'external');
  if (external && readTri(external, environment, false) !== false) {
    const message = `volume ${key} is created outside of Compose: its content is not in the new claim`;
    report.say('lost', 'external-volume', null, [...at, 'external'], message);
  }
  if (childOf(entry, 'labels')) {
    const message = `labels of volume ${key} are left out: nothing in the cluster reads them`;
    report.say('kept', 'labels', null, [...at, 'labels'], message);
  }
  const driver = readText(childOf(entry, 'driver'), environment);
  if ((driver !== null && driver !== 'local') || entriesOf(childOf(entry, 'driver_opts')).length > 0) {
    const message = `volume ${key} has its own driver or options: name a storage class of the cluster in the claim instead`;
    report.say('lost', 'volume-driver', null, [...at, driver === null ? 'driver_opts' : 'driver'], message);
  }
}
