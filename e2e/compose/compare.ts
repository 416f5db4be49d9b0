// One project read twice, and the verdict.

import { fieldsOf } from '../../src/core/compose/project/values/fields-of.ts';
import type { Topology } from '../../src/core/compose/topology.ts';
import type { Case } from './cases.ts';
import { type Deviation, deviations } from './deviations.ts';
import { differences } from './differences.ts';
import { type DockerConfig, dockerConfig } from './docker-config.ts';
import { dockerFacts } from './docker-facts.ts';
import type { Facts } from './facts.ts';
import { modelFacts } from './model-facts.ts';
import { newerForm } from './newer-forms.ts';
import { type OurReading, ourReading } from './our-reading.ts';
import { outsideTheModel } from './outside-the-model.ts';

const STRICTER = 'only we refuse it';

/** How the two readings of a project compare. `different` is the only one that is wrong. */
export type Outcome =
  | 'equal'
  | 'refused by both'
  | 'written deviation'
  | 'older Docker Compose'
  | 'outside the model'
  | 'different';

/** `lines` say what differs, or why a difference is none. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
}

/** Reads a project with Docker Compose and with our command. */
export async function compare(compose: readonly string[], project: Case): Promise<Verdict> {
  const answer = await dockerConfig(compose, project.folder, project.files);
  const ours = await ourReading(project.folder, project.files);
  const deviation = project.own ? deviations.find((one) => one.case === project.name) : undefined;
  if (!answer.accepted) return refused(answer.reason, ours, deviation);
  const found = disagreements(answer.config, ours);
  if (deviation === undefined) return { outcome: found.length === 0 ? 'equal' : 'different', lines: found };
  if (found.length === 0 && deviation.gone) return { outcome: 'equal', lines: [] };
  const written = deviation.kind === 'places' ? deviation.places : [STRICTER];
  const other = found.filter((line) => !written.some((place) => line.startsWith(place)));
  const gone = written.filter((place) => !found.some((line) => line.startsWith(place)));
  if (other.length + gone.length === 0) return { outcome: 'written deviation', lines: [deviation.why] };
  return { outcome: 'different', lines: [...other, ...gone.map((place) => `no longer differs: ${place}`)] };
}

function refused(reason: string, ours: OurReading, deviation: Deviation | undefined): Verdict {
  const [line = ''] = reason.split('\n', 1);
  const newer = newerForm(reason);
  if (newer !== null) return { outcome: 'older Docker Compose', lines: [newer] };
  if (ours.objections.length > 0) return { outcome: 'refused by both', lines: [line, ...ours.objections] };
  if (deviation?.kind === 'laxer') return { outcome: 'written deviation', lines: [deviation.why] };
  if (outsideTheModel.some((pattern) => pattern.test(reason))) {
    return { outcome: 'outside the model', lines: [line] };
  }
  return { outcome: 'different', lines: [`only Docker Compose refuses it: ${reason}`] };
}

function disagreements(config: DockerConfig, ours: OurReading): readonly string[] {
  const { topology, objections, project } = ours;
  if (topology === null || objections.length > 0) return objections.map((text) => `${STRICTER}: ${text}`);
  const theirs = withoutEnvironmentFiles(dockerFacts(config), topology);
  const names = differences(project, config.name, 'project');
  return [...names, ...differences(modelFacts(topology, project), theirs, '')];
}

/** Variables from an `env_file` are in Docker's answer among those of the service; we do not read such files. */
function withoutEnvironmentFiles(theirs: Facts, topology: Topology): Facts {
  const services = { ...theirs.services };
  for (const mine of topology.services.values()) {
    const facts = services[mine.name];
    if (!facts || !fieldsOf(mine.tree).has('env_file')) continue;
    const own = new Set(mine.environment.map((variable) => variable.key));
    const environment = Object.fromEntries(Object.entries(facts.environment).filter(([key]) => own.has(key)));
    services[mine.name] = { ...facts, environment };
  }
  return { ...theirs, services };
}
