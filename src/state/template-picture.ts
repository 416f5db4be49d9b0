import { type Analysis, analyze } from '../core/analysis/analyze.ts';
import { defaultReachOptions } from '../core/analysis/default-reach-options.ts';
import { openAlone } from '../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import { templateFile, templateText } from './template.ts';

/** The template as a workspace and its analysis. */
export interface TemplatePicture {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

function make(): TemplatePicture {
  const workspace = openAlone(templateText, { file: templateFile });
  return { workspace, analysis: analyze(workspace, defaultReachOptions) };
}

const template = make();

/** What stands on the canvas while no file is open; always the same value. */
export function templatePicture(): TemplatePicture {
  return template;
}
