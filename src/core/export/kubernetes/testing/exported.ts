// Helper of tests: from literal YAML to the objects and the report of an export.

import { parseAllDocuments } from 'yaml';
import { openWorkspace } from '../../../compose/workspace/open-workspace.ts';
import { optionsFor } from '../../../reach/testing/reach-of.ts';
import { analyze } from '../../../rules/all-rules.ts';
import type { PlatformExport, PlatformSource } from '../../platform/platform-export.ts';
import { exportKubernetes } from '../export-kubernetes.ts';
import type { KubernetesOptions } from '../kubernetes-frame.ts';

/** An object as a reader parses it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into it by path, and compare what they find
export type Manifest = any;

export interface Exported extends PlatformExport {
  readonly text: string;
  readonly objects: readonly Manifest[];
  /** Returns the only object of this kind and name. */
  readonly get: (kind: string, name: string) => Manifest;
  /** Returns `cause service key` of each note of a list. */
  readonly notes: (list: 'kept' | 'changed' | 'lost') => readonly string[];
}

export interface ExportSetting extends Partial<KubernetesOptions> {
  readonly project?: string;
  readonly engine?: string;
  readonly files?: { readonly [file: string]: string };
  readonly environment?: { readonly [name: string]: string };
}

export function sourceOf(
  yaml: string,
  { project = 'shop', engine = '29', files = {}, environment = {} }: ExportSetting = {},
): PlatformSource {
  const workspace = openWorkspace({
    order: ['compose.yaml'],
    texts: new Map([['compose.yaml', yaml], ...Object.entries(files)]),
    environment: new Map(Object.entries(environment)),
  });
  return { workspace, analysis: analyze(workspace, optionsFor(engine, { project })), project };
}

/** Returns the export of one compose file, by default with Services of type LoadBalancer. */
export function exported(yaml: string, setting: ExportSetting = {}): Exported {
  const { clusterCidrs = [], serviceType = 'LoadBalancer' } = setting;
  const { texts, report } = exportKubernetes(sourceOf(yaml, setting), { clusterCidrs, serviceType });
  const text = [...texts.values()].join('');
  const objects: readonly Manifest[] = parseAllDocuments(text, { version: '1.1' }).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
  return {
    texts,
    report,
    text,
    objects,
    get: (kind, name) => {
      const [found, other] = objects.filter((one) => one.kind === kind && one.metadata.name === name);
      if (!found || other) throw new RangeError(`${other ? 'several' : 'no'} ${kind} ${name}`);
      return found;
    },
    notes: (list) =>
      report[list].map(({ cause, service, key }) => [cause, service ?? '-', key].join(' ').trim()),
  };
}
