// The environment of a container from `env_file` and `environment`, as a ConfigMap and a Secret.

import type { ConfigMap, EnvFromSource, Secret } from 'kubernetes-types/core/v1';
import { parseDotEnv } from '../../compose/environment/dot-env.ts';
import { nameList } from '../../compose/name-list.ts';
import { readText, readTri } from '../../compose/project/values/read-scalar.ts';
import type { Service } from '../../compose/topology.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { isCredential } from '../../rules/facts/credentials.ts';
import { childOf, deref, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { dnsLabel, withEnd } from './kubernetes-names.ts';
import { namedFile, serviceFields } from './values.ts';

export interface Settings {
  readonly objects: readonly (ConfigMap | Secret)[];
  readonly envFrom: EnvFromSource[];
}

/** Returns the settings of one service. Pods take a whole object, so that no text in it is read as a variable. */
export function settingsOf(frame: Frame, pod: Pod, service: Service): Settings {
  const plain: Record<string, string> = {};
  const secret: Record<string, string> = {};
  for (const [key, { value, path }] of valuesOf(frame, service)) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
      frame.report.say('lost', 'setting-name', service, path, `${key} is not a valid key of a ConfigMap`);
    } else if (isCredential(key, value)) secret[key] = value;
    else plain[key] = value;
  }
  const name = dnsLabel(service.name) || 'service';
  const objects: (ConfigMap | Secret)[] = [];
  const envFrom: EnvFromSource[] = [];
  const metadata = (kind: string) => ({
    name: frame.nameFor(kind, withEnd(name, '-env')),
    labels: { ...pod.labels },
  });
  if (Object.keys(plain).length > 0) {
    const map: ConfigMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('ConfigMap'),
      data: plain,
    };
    objects.push(map);
    envFrom.push({ configMapRef: { name: map.metadata?.name ?? '' } });
  }
  if (Object.keys(secret).length > 0) {
    const ownSecret: Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('Secret'),
      type: 'Opaque',
      stringData: secret,
    };
    objects.push(ownSecret);
    envFrom.push({ secretRef: { name: ownSecret.metadata?.name ?? '' } });
    const message = `in a Secret, since they look like passwords or keys: ${nameList(Object.keys(secret))}. The manifest contains their values`;
    frame.report.say('changed', 'secret-settings', service, ['environment'], message);
  }
  return { objects, envFrom };
}

interface Setting {
  readonly value: string;
  readonly path: Path;
}

/** Returns the values of `env_file` in order, overridden by `environment`. */
function valuesOf(frame: Frame, service: Service): ReadonlyMap<string, Setting> {
  const { workspace, report } = frame;
  const values = new Map<string, Setting>();
  const { environment } = serviceFields(workspace, service);
  for (const { file, path, format, required } of envFiles(workspace, service)) {
    const text = workspace.input.texts.get(file);
    if (text === undefined) {
      if (!required) continue;
      const message = `the content of ${file} is unknown, so none of its variables is set: provide the file, or write it into a Secret`;
      report.say('lost', 'env-file', service, path, message);
      continue;
    }
    if (format === 'raw') {
      for (const [key, value] of rawValues(text)) values.set(key, { value, path });
      continue;
    }
    const read = parseDotEnv(text, environment);
    if (read.ok) for (const [key, value] of read.value) values.set(key, { value, path });
    else {
      const { line, column, message } = read.error;
      report.say('lost', 'env-file', service, path, `${file}:${line}:${column}: ${message}`);
    }
  }
  const taken: string[] = [];
  for (const { key, value, path, fromEnvironment: fromShell } of service.environment) {
    const given = value ?? environment.get(key);
    if (given !== undefined && (value === null || fromShell === true)) taken.push(key);
    if (given !== undefined) values.set(key, { value: given, path });
    else values.delete(key);
  }
  if (taken.length > 0) {
    const message = `taken from the environment of this command: ${nameList(taken)}`;
    report.say('changed', 'shell-settings', service, ['environment'], message);
  }
  return values;
}

/** Parses `format: raw`: one literal value per line. */
function rawValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const equals = line.indexOf('=');
    if (equals > 0 && !line.startsWith('#')) values.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return values;
}

interface EnvFile {
  readonly file: string;
  readonly path: Path;
  readonly format: string | null;
  readonly required: boolean;
}

/** Returns the files of `env_file`, in order. */
export function envFiles(workspace: Workspace, service: Service): readonly EnvFile[] {
  const { tree, environment } = serviceFields(workspace, service);
  const value = tree('env_file');
  const list = deref(value)?.kind === 'seq';
  const items: readonly (Tree | null)[] = list ? itemsOf(value) : [value];
  return items.flatMap((item, index): EnvFile[] => {
    const long = deref(item)?.kind === 'map';
    const named = readText(long ? childOf(item, 'path') : item, environment);
    if (!named) return [];
    const path: Path = list ? ['env_file', index] : ['env_file'];
    return [
      {
        file: namedFile(workspace, ['services', service.name, ...path], named),
        path,
        format: readText(childOf(item, 'format'), environment),
        required: readTri(childOf(item, 'required') ?? undefined, environment, true) !== false,
      },
    ];
  });
}
