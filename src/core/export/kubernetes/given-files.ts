// `configs` and `secrets` of a container as ConfigMaps and Secrets.

import type { ConfigMap, Secret, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { nameList } from '../../compose/name-list.ts';
import { collectUnset } from '../../compose/project/values/interpolate.ts';
import { readInteger, readText, readTri } from '../../compose/project/values/read-scalar.ts';
import type { GrantedFile, Service } from '../../compose/topology.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { childOf, deref, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';
import { type Frame, projectLabels, topEntry } from './kubernetes-frame.ts';
import { dnsLabel } from './kubernetes-names.ts';
import { namedFile, serviceFields } from './values.ts';

/** Maximum size of one object in a cluster, in bytes. */
const maxObjectBytes = 1024 * 1024;

/** The objects that hold the files, without duplicates. */
export interface GivenFiles {
  readonly objects: (ConfigMap | Secret)[];
  /** Object names by the kind and name of the entry. */
  readonly names: Map<string, string>;
}

/** Returns the volume and mount of one file; creates its object when missing. */
export function givenFile(
  frame: Frame,
  given: GivenFiles,
  service: Service,
  file: GrantedFile,
): { readonly volume: Volume; readonly mount: VolumeMount } {
  const { kind, source, target } = file;
  const id = `${kind} ${source}`;
  const name = given.names.get(id) ?? objectFor(frame, given, service, file);
  given.names.set(id, name);
  const volumeName = dnsLabel(`${kind === 'configs' ? 'config' : 'secret'}-${source}`);
  const mode = modeOf(frame, service, file);
  const defaultMode = mode === null ? {} : { defaultMode: mode };
  const volume: Volume =
    kind === 'configs'
      ? { name: volumeName, configMap: { name, ...defaultMode } }
      : { name: volumeName, secret: { secretName: name, ...defaultMode } };
  return { volume, mount: { name: volumeName, mountPath: target, subPath: dataKey(source), readOnly: true } };
}

/** Returns the key in an object for the content of `source`. */
function dataKey(source: string): string {
  return source.replace(/[^-._a-zA-Z0-9]+/g, '-');
}

/** Creates the object. If its content is unknown, somebody must create it, and pods wait for it. */
function objectFor(
  frame: Frame,
  given: GivenFiles,
  service: Service,
  { kind, source, path }: GrantedFile,
): string {
  const { workspace, report } = frame;
  const type = kind === 'configs' ? 'ConfigMap' : 'Secret';
  const name = frame.nameFor(type, dnsLabel(source) || 'file');
  const { content, why } = contentOf(workspace, kind, source);
  const line =
    type === 'Secret'
      ? `kubectl create secret generic ${name} --from-file=${dataKey(source)}=FILE`
      : `kubectl create configmap ${name} --from-file=${dataKey(source)}=FILE`;
  if (content === null) {
    report.say(
      'lost',
      'unknown-content',
      service,
      path,
      `${why}: create it with \`${line}\`; until then the pod waits`,
    );
    return name;
  }
  if (content.length > maxObjectBytes) {
    report.say('lost', 'too-large', service, path, `${source} is larger than 1 MiB, the limit of a ${type}`);
    return name;
  }
  const metadata = { name, labels: projectLabels(frame) };
  given.objects.push(
    type === 'ConfigMap'
      ? { apiVersion: 'v1', kind: type, metadata, data: { [dataKey(source)]: content } }
      : {
          apiVersion: 'v1',
          kind: type,
          metadata,
          type: 'Opaque',
          stringData: { [dataKey(source)]: content },
        },
  );
  if (type === 'Secret') {
    report.say(
      'changed',
      'secret-file',
      service,
      path,
      `the manifest holds the text of ${source}: keep it where others do not read it`,
    );
  }
  return name;
}

interface Content {
  readonly content: string | null;
  /** The reason why the content is unknown. */
  readonly why: string;
}

function contentOf(workspace: Workspace, kind: GrantedFile['kind'], source: string): Content {
  const entry = topEntry(workspace, kind, source);
  const { environment } = mainDocument(workspace);
  const text = (key: string): string | null => readText(childOf(entry, key), environment);
  const content = text('content');
  if (content !== null) {
    const unset = collectUnset(childOf(entry, 'content'), environment);
    if (unset.length === 0) return { content, why: '' };
    return { content: null, why: `${nameList(unset)} in the content of ${source} has no value here` };
  }
  const external = readTri(childOf(entry, 'external') ?? undefined, environment, false);
  if (external !== false || deref(childOf(entry, 'external'))?.kind === 'map') {
    return { content: null, why: `${source} is created outside of Compose` };
  }
  const variable = text('environment');
  if (variable !== null) {
    const value = workspace.input.environment.get(variable);
    return { content: value ?? null, why: `the variable ${variable} is not set` };
  }
  const file = givenPath(workspace, kind, source);
  if (file === null) return { content: null, why: `the files do not show the content of ${source}` };
  return { content: workspace.input.texts.get(file) ?? null, why: `${file} does not exist or is not text` };
}

/** Returns the file behind a config or secret; null without one. */
function givenPath(workspace: Workspace, kind: GrantedFile['kind'], source: string): string | null {
  const { environment } = mainDocument(workspace);
  const named = readText(childOf(topEntry(workspace, kind, source), 'file'), environment);
  return named ? namedFile(workspace, [kind, source, 'file'], named) : null;
}

/** Returns the files of the services' configs and secrets. */
export function filesGiven(workspace: Workspace, services: readonly Service[]): readonly string[] {
  return services.flatMap(({ grantedFiles }) =>
    grantedFiles.flatMap(({ kind, source }) => givenPath(workspace, kind, source) ?? []),
  );
}

/** Returns the file's permissions; null for none. Kubernetes has no owner of a file. */
function modeOf(frame: Frame, service: Service, { kind, path }: GrantedFile): number | null {
  const { tree, environment } = serviceFields(frame.workspace, service);
  const item = itemsOf(tree(kind))[Number(path[1])] ?? null;
  for (const key of ['uid', 'gid']) {
    const owner = readText(childOf(item, key), environment);
    if (owner !== null && owner !== '0') {
      const message = `files of ${kind} belong to root: grant access to all or to a group with \`mode\``;
      frame.report.say('lost', 'file-owner', service, [...path, key], message);
    }
  }
  return octal(childOf(item, 'mode'), environment, [...path, 'mode'], frame, service);
}

/** Parses permissions as Compose does: a number as it is, a text as octal digits. */
function octal(
  tree: Tree | null,
  environment: ReadonlyMap<string, string>,
  path: Path,
  { report }: Frame,
  service: Service,
): number | null {
  if (tree === null) return null;
  const node = deref(tree);
  const text = readText(tree, environment) ?? '';
  const quoted = node?.kind === 'scalar' && node.quoted;
  const mode =
    quoted && /^0?o?[0-7]+$/.test(text)
      ? Number.parseInt(text.replace('o', ''), 8)
      : readInteger(tree, environment);
  if (mode !== null && mode >= 0 && mode <= 0o777) return mode;
  report.say(
    'lost',
    'file-mode',
    service,
    path,
    `${text} is not a file mode that Kubernetes accepts (at most 0777)`,
  );
  return null;
}
