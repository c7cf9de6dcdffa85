import type { Macro } from '../tex/macro.ts';
import type { Drawing, FormulaRequest } from './request.ts';

/** The themes that an editor tells of. */
export const themes = ['light', 'dark', 'hcDark', 'hcLight'] as const;
export type Theme = (typeof themes)[number];

/** How hovers are to look. */
export interface Appearance {
  readonly theme: Theme;
  /** Of the editor's text, in CSS pixels. */
  readonly fontSize: number;
}

export const defaultAppearance: Appearance = { theme: 'light', fontSize: 14 };

/** What VS Code's own themes write hovers in. */
const colours: Readonly<Record<Theme, string>> = { light: '#3b3b3b', dark: '#d4d4d4', hcDark: '#ffffff', hcLight: '#292929' };

export const colourOf = ({ theme }: Appearance): string => colours[theme];

/** VS Code cuts a hover at 100 000 characters, in the middle of a picture too. */
export const longestHover = 95_000;

/** A drawing as an image in Markdown, or nothing when it would not fit into a hover. */
export function imageOf({ svg }: Extract<Drawing, { svg: string }>, alternative: string): string | undefined {
  const data = Buffer.from(svg, 'utf8').toString('base64');
  const image = `![${alternative}](data:image/svg+xml;base64,${data})`;
  return image.length > longestHover ? undefined : image;
}

/** What features draw formulas with. */
export interface Pictures {
  /** As the editor looks now. */
  readonly appearance: Appearance;
  /** Macros that the editor's own preview has been given. */
  readonly macros: readonly Macro[];
  /** Never rejects. */
  draw(request: FormulaRequest): Promise<Drawing>;
}
