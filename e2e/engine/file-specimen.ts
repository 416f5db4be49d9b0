// One compose file to deploy by itself, with the cables that its macvlan networks hang on.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Family } from '../../src/core/analysis/reach/reach-model.ts';
import { bringUp, type Project, takeDown } from './deploy.ts';
import type { Lab } from './lab.ts';
import { layCable, pullCable } from './namespaces.ts';
import type { Cable } from './plan-yaml.ts';
import { predict } from './predict.ts';
import type { Specimen } from './specimen.ts';

/** The specimen of `text`, a project of its own. */
export function fileSpecimen(
  name: string,
  text: string,
  cables: readonly Cable[],
  families: readonly Family[],
): Specimen {
  const projectIn = (lab: Lab): Project => {
    const project = `bh${lab.id}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
    return { project, file: join(lab.folder, `${project}.yaml`), called: (service) => service };
  };
  return {
    name,
    text,
    families,
    words: [],
    async bringUp(lab) {
      const project = projectIn(lab);
      await writeFile(project.file, text);
      for (const cable of cables) await layCable(lab.namespaces, cable);
      return bringUp(lab, [project]);
    },
    async takeDown(lab) {
      await takeDown(lab, [projectIn(lab)]);
      for (const cable of cables) await pullCable(lab.namespaces, cable.name);
    },
    predict(lab, version) {
      const { file, project } = projectIn(lab);
      return predict(file, text, project, version, families);
    },
  };
}
