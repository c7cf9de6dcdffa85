import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { config } from '@vscode/l10n';

let spoken = 'en';

/** What messages speak now. */
export const language = (): string => spoken;

/** The language of messages that a locale asks for: Simplified Chinese for `zh`, `zh-cn`, `zh_CN.UTF-8`, `zh-hans` …, English for `en`, `en-US` …; undefined for all that there is none for. */
export function languageOf(locale: string): 'en' | 'zh-cn' | undefined {
  if (/^zh(?:$|[-_.](?!tw|hk|mo|hant))/i.test(locale)) return 'zh-cn';
  return /^en(?:$|[-_.])/i.test(locale) ? 'en' : undefined;
}

/** Makes messages speak the language of a locale; English where there is none for it. */
export function speak(locale: string | undefined): void {
  if (locale === undefined || languageOf(locale) !== 'zh-cn') return;
  const here = dirname(fileURLToPath(import.meta.url));
  for (const folder of [join(here, '..', 'l10n'), join(here, '..', '..', 'l10n')]) {
    try {
      config({ contents: readFileSync(join(folder, 'bundle.l10n.zh-cn.json'), 'utf8') });
      spoken = 'zh-cn';
      return;
    } catch {
      // Bundled, the texts are one folder up; from the sources, two.
    }
  }
}
