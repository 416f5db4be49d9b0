// In which of several texts the last change was made: an editor undoes text by text, and a person takes back what was done last.

interface Step {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface StepOrder {
  /** A text was changed, not by undo or redo. Typing goes on with the step before; what the page did is a step by itself. */
  changed(path: string, before: string, after: string, by: 'page' | 'person'): void;
  /** A text was taken back or made again, by whoever asked for that. */
  moved(kind: 'undo' | 'redo', path: string, now: string): void;
  /** The text to ask for `kind` next; null where none is known. */
  next(kind: 'undo' | 'redo'): string | null;
  /** That text had nothing left for it. Answers whether there is another one to ask. */
  exhausted(kind: 'undo' | 'redo'): boolean;
}

/** An order without steps. */
export function createStepOrder(): StepOrder {
  const steps: { readonly undo: Step[]; readonly redo: Step[] } = { undo: [], redo: [] };
  let isTyped = false;
  let lastPath: string | null = null;
  return {
    changed(path, before, after, by) {
      const last = steps.undo.at(-1);
      const goesOn = isTyped && by === 'person' && last?.path === path;
      if (goesOn) steps.undo.pop();
      steps.undo.push({ path, before: goesOn ? last.before : before, after });
      steps.redo.length = 0;
      isTyped = by === 'person';
      lastPath = path;
    },
    moved(kind, path, now) {
      isTyped = false;
      lastPath = path;
      const step = steps[kind].at(-1);
      // What was typed in one go may be several steps of the editor.
      if (step?.path !== path || now !== (kind === 'undo' ? step.before : step.after)) return;
      steps[kind].pop();
      steps[kind === 'undo' ? 'redo' : 'undo'].push(step);
    },
    next: (kind) => steps[kind].at(-1)?.path ?? lastPath,
    exhausted(kind) {
      steps[kind].pop();
      return steps[kind].length > 0;
    },
  };
}
