import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { assumedOf } from '../../../core/describe/assumed.ts';
import { markdownReport } from '../../../core/export/markdown-report.ts';
import { reachMermaid } from '../../../core/export/reach/reach-mermaid.ts';
import { hostSvg } from '../../../core/export/svg/host-svg.ts';
import { type SvgOptions, svgDocument } from '../../../core/export/svg/svg-document.ts';
import { type SvgPart, svgScene } from '../../../core/export/svg/svg-scene.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import { type NeedView, needView } from '../../../core/picture/need-view.ts';
import { type PictureOverlay, pictureOverlay } from '../../../core/picture/overlays/overlay-shapes.ts';
import { highlightView } from '../../../core/picture/overlays/overlay-view.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Gates } from '../../../core/summary/gates.ts';
import { askedAbout, linesOn, shownOverlay } from '../../canvas/overlays/overlay-view-of.ts';
import { layoutStore } from '../../canvas/picture/layout-controller.ts';
import { gatesThrough } from '../../canvas/ways/use-gates.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { putPngText } from '../../state/share/picture-texts.ts';
import { drawnAnalysis, drawnSession, hostAnalysis, unfoldedId } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';

/** The largest canvas that all browsers accept, in pixels. */
const mostPixels = 16_000_000;
const mostSide = 8_000;

/** Returns an SVG as a PNG, at twice the resolution where it is not too large; null where the browser cannot draw it. */
async function drawPng(svg: string): Promise<Uint8Array | null> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = image;
    const scale = Math.min(2, mostSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Returns the page's typeface in base64; null where it cannot be read, and the picture then uses the reader's. */
async function typeface(): Promise<string | null> {
  try {
    const bytes = new Uint8Array(await (await fetch(interUrl)).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  } catch {
    return null;
  }
}

export type ExportFormat = 'svg' | 'png' | 'markdown' | 'mermaid';

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly theme: 'light' | 'dark';
  /** True for a picture that contains the text of the files, so that it can be opened again. */
  readonly withText: boolean;
  /** The part to draw; null for everything. */
  readonly part: SvgPart | null;
}

export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Returns the map of a host's stacks as a picture; null where it cannot be drawn. */
export async function exportedHost(
  analysis: HostAnalysis,
  title: string,
  { format, theme }: Pick<ExportChoice, 'theme'> & { readonly format: 'svg' | 'png' },
): Promise<ExportedFile | null> {
  const svg = hostSvg(analysis, { title, theme, font: await typeface() });
  if (format === 'svg') return { name: `${title}.svg`, blob: new Blob([svg], { type: 'image/svg+xml' }) };
  const png = await drawPng(svg);
  return png === null
    ? null
    : { name: `${title}.png`, blob: new Blob([new Uint8Array(png)], { type: 'image/png' }) };
}

/** Returns the needs of the single selected card as the page draws them; null for any other selection. */
function lookedAt(analysis: Analysis, scene: Scene): NeedView | null {
  const { selection, highlighted } = uiStore.getState();
  const [item, ...others] = selection;
  if (item?.type !== 'service' || others.length > 0 || highlighted.size > 0) return null;
  return needView(analysis, scene, item.name);
}

/** Returns the logins and bypasses of the services on the canvas. */
function gatesNow({ ways }: Analysis): Gates | null {
  const unfolded = unfoldedId(workStore.getState());
  const analysis = hostAnalysis(workStore.getState());
  return gatesThrough(ways, unfolded, analysis?.ways ?? null);
}

/** Returns the overlay on the screen, else the path of the shown finding; null for neither. */
function overlaidNow(analysis: Analysis, workspace: Workspace, scene: Scene): PictureOverlay | null {
  const { overlay, selection, highlighted } = uiStore.getState();
  const [item, ...others] = selection;
  const selected = item?.type === 'service' && others.length === 0 ? item.name : null;
  if (overlay === null && highlighted.size === 0) return null;
  if (overlay === null) return pictureOverlay(scene, null, highlightView(highlighted), []);
  const shown = shownOverlay(analysis, workspace, askedAbout(overlay, selection), gatesNow(analysis));
  return pictureOverlay(scene, shown.overlay.kind, shown.view, linesOn(shown, selected));
}

/** Returns the parts of the canvas that a picture of everything draws. */
function onCanvas(
  analysis: Analysis,
  workspace: Workspace,
  scene: Scene | null,
): Pick<SvgOptions, 'looked' | 'overlaid' | 'gates'> {
  const gates = gatesNow(analysis);
  if (scene === null) return { gates };
  return { looked: lookedAt(analysis, scene), overlaid: overlaidNow(analysis, workspace, scene), gates };
}

/** Returns the picture on the screen as an SVG in light colours, without a typeface of its own; null where nothing can be drawn. */
export function printedPicture(state: WorkState): string | null {
  const { host, options } = state;
  if (host !== null && host.analysis !== null && unfoldedId(state) === null)
    return hostSvg(host.analysis, { title: host.name ?? 'host', theme: 'light' });
  const session = drawnSession(state);
  const analysis = drawnAnalysis(state);
  if (session === null || analysis === null || session.workspace.stale) return null;
  const shown = layoutStore.getState();
  const scene = shown.analysis === analysis ? shown.scene : null;
  return svgDocument(svgScene(analysis, null, scene), analysis, {
    title: options.project ?? mainDocument(session.workspace).file,
    theme: 'light',
    texts: null,
    ...onCanvas(analysis, session.workspace, scene),
  });
}

/** Returns the open project in a form for documentation; null where it cannot be read or drawn. */
export async function exportedFile(state: WorkState, choice: ExportChoice): Promise<ExportedFile | null> {
  const { options, nameFrom } = state;
  const session = drawnSession(state);
  const analysis = drawnAnalysis(state);
  if (session === null || analysis === null || session.workspace.stale) return null;
  const { workspace } = session;
  const main = mainDocument(workspace).file;
  const base = main.replace(/\.ya?ml$/i, '');
  const { format, theme, withText, part } = choice;
  if (format === 'mermaid')
    return { name: `${base}.mmd`, blob: new Blob([reachMermaid(analysis.reach)], { type: 'text/plain' }) };
  if (format === 'markdown') {
    const report = [...markdownReport(workspace, analysis, assumedOf(workspace, options, nameFrom))];
    return { name: `${base}.md`, blob: new Blob(report, { type: 'text/markdown' }) };
  }
  // Files of variables hold secrets and are no part of the picture.
  const texts = new Map(workspace.files.map(({ document }) => [document.file, document.text]));
  const title = options.project ?? main;
  const shown = layoutStore.getState();
  // A picture of a large project may be older than its text.
  const scene = shown.analysis === analysis ? shown.scene : null;
  const svg = svgDocument(svgScene(analysis, part, scene), analysis, {
    title,
    theme,
    font: await typeface(),
    texts: withText && format === 'svg' ? texts : null,
    ...onCanvas(analysis, workspace, part === null ? scene : null),
  });
  const picture = part === null ? base : `${base}-selection`;
  if (format === 'svg') return { name: `${picture}.svg`, blob: new Blob([svg], { type: 'image/svg+xml' }) };
  const png = await drawPng(svg);
  if (png === null) return null;
  const bytes = withText ? putPngText(png, JSON.stringify([...texts])) : new Uint8Array(png);
  return { name: `${picture}.png`, blob: new Blob([bytes], { type: 'image/png' }) };
}
