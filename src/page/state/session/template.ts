import { mainDocument, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { analyzeNow } from '../large/analyze-in-tasks.ts';

// The file that a new design starts from, and whose lanes stand on the empty canvas.

/** Front, mid and an internal back network, no service yet. */
export const templateText = `services: {}

networks:
  front:
  mid:
  back:
    internal: true
`;

/** The name of a file that was begun here. */
export const templateFile = 'compose.yaml';

/** The template as a workspace and its analysis. */
export interface TemplateProject {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

function make(): TemplateProject {
  const workspace = openAlone(templateText, { file: templateFile });
  return { workspace, analysis: analyzeNow(workspace, defaultReachOptions) };
}

const template = make();

/** What stands on the canvas while no file is open; always the same value. */
export function templateProject(): TemplateProject {
  return template;
}

/** Whether the palette shows its words: as a person left it (`open`); without such a choice, while a new file is begun here. */
export function isPaletteOpen(open: boolean | null, session: Session | null): boolean {
  return open ?? (session === null || mainDocument(session.opened).text === templateText);
}
