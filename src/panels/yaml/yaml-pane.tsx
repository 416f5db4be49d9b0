import { useEffect, useMemo, useRef, useState } from 'react';
import { fragmentRanges } from '../../state/fragment-range.ts';
import type { Selected } from '../../state/selection.ts';
import { templatePicture } from '../../state/template-picture.ts';
import { uiStore } from '../../state/ui-store.ts';
import { usePicture } from '../../state/use-picture.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { changedLines } from './changed-lines.ts';
import { lineMarks } from './line-marks.ts';
import { YamlLine } from './yaml-line.tsx';

const rowHeight = 20;
const overscan = 20;

function rangeKey(item: Selected): string {
  return item.type === 'tap' ? `service:${item.service}` : `${item.type}:${item.name}`;
}

/** The file's text, line by line; only the lines in sight are in the page. */
export function YamlPane() {
  const session = useSession((state) => state.session);
  const { analysis } = usePicture();
  const selection = useUi((state) => state.selection);
  const wanted = useUi((state) => state.line);
  const scroller = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 400 });

  const document = session?.document ?? templatePicture().document;
  const opened = session?.opened ?? document.text;
  const lines = useMemo(() => document.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/), [document.text]);
  const openedLines = useMemo(() => opened.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/), [opened]);
  const changed = useMemo(() => changedLines(openedLines, lines), [openedLines, lines]);
  const ranges = useMemo(() => fragmentRanges(document), [document]);
  const marks = useMemo(() => lineMarks(document, analysis), [document, analysis]);
  const lit = selection.map((item) => ranges.get(rangeKey(item))).filter((range) => range !== undefined);
  const firstLit = lit[0]?.first;

  useEffect(() => {
    const line = wanted?.line;
    const element = scroller.current;
    if (line === undefined || element === null) return;
    element.scrollTop = Math.max(0, (line - 1) * rowHeight - element.clientHeight / 3);
  }, [wanted]);

  useEffect(() => {
    const element = scroller.current;
    if (firstLit === undefined || element === null) return;
    const top = (firstLit - 1) * rowHeight;
    if (top < element.scrollTop || top > element.scrollTop + element.clientHeight - rowHeight) {
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    }
  }, [firstLit]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setView({ top: element.scrollTop, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function selectAt(line: number) {
    for (const [key, { first, last }] of ranges) {
      if (line < first || line > last) continue;
      const at = key.indexOf(':');
      const name = key.slice(at + 1);
      uiStore
        .getState()
        .focus(key.slice(0, at) === 'network' ? { type: 'network', name } : { type: 'service', name });
      return;
    }
    uiStore.getState().select([]);
  }

  const from = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const to = Math.min(lines.length, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  const digits = String(lines.length).length;

  return (
    <section
      className="yaml"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard.
      tabIndex={0}
      aria-label={`Text of ${document.file}, ${lines.length} lines`}
      onScroll={(event) =>
        setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
      }
    >
      <pre className="yaml-text" style={{ height: lines.length * rowHeight }}>
        {lines.slice(from, to).map((text, at) => {
          const line = from + at + 1;
          const mark = marks.get(line);
          const classes = ['yaml-row'];
          if (lit.some(({ first, last }) => line >= first && line <= last)) classes.push('yaml-lit');
          if (changed.added.has(line)) classes.push('yaml-changed');
          if (changed.removedBefore.has(line)) classes.push('yaml-gap');
          if (wanted?.line === line) classes.push('yaml-wanted');
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the pointer; the canvas and the command palette select by keyboard.
            // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
            <div
              key={line}
              className={classes.join(' ')}
              style={{ top: (line - 1) * rowHeight }}
              data-line={line}
              onClick={() => selectAt(line)}
            >
              <span className="yaml-number" style={{ minWidth: `${digits + 2}ch` }}>
                {line}
              </span>
              <span
                className={`yaml-mark ${mark === undefined ? '' : `severity-${mark.severity}`}`}
                title={mark?.texts.join('\n')}
              >
                {mark === undefined ? ' ' : '●'}
              </span>
              <code>
                <YamlLine text={text} />
              </code>
              {mark !== undefined && (
                <span className={`yaml-note severity-${mark.severity}`}>{mark.texts[0]}</span>
              )}
            </div>
          );
        })}
      </pre>
    </section>
  );
}
