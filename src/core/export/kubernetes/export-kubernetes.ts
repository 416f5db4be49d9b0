// A project for Kubernetes: objects in the order in which they have to be created, and a report of what differs.

import type { Service } from '../../compose/topology.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import { visible } from '../../quote/visible-text.ts';
import { writeDocument } from '../../yaml/write-documents.ts';
import type { PlatformExport, PlatformSource } from '../platform/platform-export.ts';
import { filesGiven, type GivenFiles } from './given-files.ts';
import { reportKeys } from './key-notes.ts';
import { type Frame, type KubernetesOptions, makeFrame } from './kubernetes-frame.ts';
import { services } from './named-services.ts';
import { connectedPairs, networkPolicies, reportNetworks } from './network-policies.ts';
import { reportReachDifferences } from './reach-differences.ts';
import { envFiles, type Settings, settingsOf } from './settings.ts';
import { type Claims, claimObjects, storageOf } from './storage.ts';
import { reportUnstatedRestarts, type WorkloadParts, workloadOf } from './workloads.ts';

/** The fields that identify an object. */
interface Identified {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

/** Maximum number of pairs: policies for each of 300 services that all reach each other are 40 MB. */
const maxPairs = 100_000;

/** Returns a project's manifests, one text per object: policies, then the objects that pods wait for, then the pods. */
export function exportKubernetes(source: PlatformSource, options: KubernetesOptions): PlatformExport {
  const frame = makeFrame(source, options);
  const pairs = connectedPairs(frame);
  if (pairs > maxPairs) {
    const message = `${pairs} pairs of pods reach each other, and a NetworkPolicy names each; the limit is ${maxPairs}. Nothing is exported. Split the project or its networks, so that fewer services share one`;
    frame.report.say('lost', 'too-many-pairs', null, [], message);
    const { lists, sides } = frame.report;
    return { texts: new Map(), report: { to: 'kubernetes', ...lists, ...sides } };
  }
  reportLeftOut(frame);
  const policies = networkPolicies(frame);
  const settings = new Map<Service, Settings>();
  const given: GivenFiles = { objects: [], names: new Map() };
  const claims: Claims = new Map();
  const parts = frame.pods.map((pod): WorkloadParts => {
    for (const service of pod.members) settings.set(service, settingsOf(frame, pod, service));
    return { pod, settings, storage: storageOf(frame, pod, claims, given) };
  });
  const held = [...[...settings.values()].flatMap(({ objects }) => objects), ...given.objects];
  const objects: readonly Identified[] = [
    ...policies,
    ...held.filter(({ kind }) => kind === 'ConfigMap'),
    ...held.filter(({ kind }) => kind === 'Secret'),
    ...claimObjects(frame, claims),
    ...services(frame),
    ...parts.map((parts) => workloadOf(frame, parts)),
  ];
  reportNetworks(frame);
  for (const service of frame.services) reportKeys(frame, service);
  reportUnstatedRestarts(frame);
  reportReachDifferences(frame);
  const { lists, sides } = frame.report;
  return { texts: textsOf(frame, objects), report: { to: 'kubernetes', ...lists, ...sides } };
}

/** Returns the settings, configs and secrets that an export needs beside the project's files. */
export function referencedFiles({ workspace, analysis }: PlatformSource): readonly string[] {
  const running = analysis.reach.services.flatMap((name) => analysis.topology.services.get(name) ?? []);
  const settings = running.flatMap((service) => envFiles(workspace, service).map(({ file }) => file));
  return [...new Set([...settings, ...filesGiven(workspace, running)])];
}

/** Reports services that Compose does not start either. */
function reportLeftOut({ analysis, reach, report }: Frame): void {
  for (const service of analysis.topology.services.values()) {
    if (reach.facts.has(service.name)) continue;
    if (service.isProvider) {
      report.say(
        'lost',
        'provider',
        service,
        ['provider'],
        'a provider of Compose creates it: create its resource by hand',
      );
    } else if (service.replicas === 0) {
      report.say('kept', 'no-replicas', service, ['scale'], 'it has no replica, so it is left out');
    } else {
      const message = `its profiles are off (${service.profiles.join(', ')}), so it is left out: name one with --profile`;
      report.say('kept', 'profile', service, ['profiles'], message);
    }
  }
}

function textsOf(frame: Frame, objects: readonly Identified[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const width = `${objects.length}`.length;
  for (const [index, object] of objects.entries()) {
    const { kind = '', metadata } = object;
    const number = `${index + 1}`.padStart(width, '0');
    const comment = index === 0 ? header(frame) : [];
    texts.set(`${number}-${kind.toLowerCase()}-${metadata?.name ?? ''}.yaml`, writeDocument(object, comment));
  }
  return texts;
}

function header({ workspace, project, reach }: Frame): readonly string[] {
  const [file = ''] = mainDocument(workspace).file.split('/').slice(-1);
  const from = file === '-' ? 'standard input' : file;
  return [
    `Project ${project} of ${visible(from)} for Kubernetes, made by \`bulkhead export --to kubernetes\`: who reaches whom is as on`,
    `Docker Engine ${reach.options.engine.text}, as far as NetworkPolicy is enforced. Give it a namespace of its own.`,
  ];
}
