import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { aloneInput, mainDocument, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { analyzeNow } from '../large/analyze-in-tasks.ts';
import { optionsFor } from './file-options.ts';

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

/** A session on the template and its analysis: what the first edit of a new design is previewed and carried out on. */
interface TemplateSession {
  readonly session: Session;
  readonly analysis: Analysis;
}

let known: (TemplateSession & { readonly schema: SchemaCheck | null; readonly chosen: ReachOptions }) | null =
  null;

/** Returns the same session while schema and options stay the same. */
export function templateSession(schema: SchemaCheck | null, chosen: ReachOptions): TemplateSession {
  if (known?.schema === schema && known.chosen === chosen) return known;
  const session = newSession(aloneInput(templateText, { file: templateFile, schema }));
  const { options } = optionsFor(session.workspace, chosen, null);
  known = { schema, chosen, session, analysis: analyzeNow(session.workspace, options) };
  return known;
}

/** Whether the palette shows its words: as a person left it (`open`); without such a choice, while a new file is begun here. */
export function isPaletteOpen(open: boolean | null, session: Session | null): boolean {
  return open ?? (session === null || mainDocument(session.opened).text === templateText);
}
