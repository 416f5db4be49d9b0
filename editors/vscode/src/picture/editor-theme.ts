import { ColorThemeKind } from 'vscode';
import type { EditorTheme } from '../../../../src/page/app/embedded/protocol.ts';

/** The theme of the editor, in the words of the page. */
export function editorTheme(kind: ColorThemeKind): EditorTheme {
  switch (kind) {
    case ColorThemeKind.Dark:
      return 'dark';
    case ColorThemeKind.HighContrast:
      return 'high-contrast';
    case ColorThemeKind.HighContrastLight:
      return 'high-contrast-light';
    default:
      return 'light';
  }
}
