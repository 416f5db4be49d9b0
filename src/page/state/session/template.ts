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

/** The networks of a new design: front, mid and an internal back network, without services. */
export const templateText = `services: {}

networks:
  front:
  mid:
  back:
    internal: true
`;

/** The file name of a new design. */
export const templateFile = 'compose.yaml';

/** The template as a workspace, with its analysis. */
export interface TemplateProject {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

function createTemplate(): TemplateProject {
  const workspace = openAlone(templateText, { file: templateFile });
  return { workspace, analysis: analyzeNow(workspace, defaultReachOptions) };
}

const template = createTemplate();

/** Returns the project that the canvas shows while no file is open; always the same value. */
export function templateProject(): TemplateProject {
  return template;
}

/** A session on the template and its analysis, for the first edit of a new design. */
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

/** True when the palette shows its words: as the person left it (`open`), by default while a new design begins. */
export function isPaletteOpen(open: boolean | null, session: Session | null): boolean {
  return open ?? (session === null || mainDocument(session.opened).text === templateText);
}
