import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { config } from '@vscode/l10n';

let spoken = 'en';

/** What messages speak now. */
export const language = (): string => spoken;

/** Makes messages speak a language: Simplified Chinese for `zh`, `zh-cn`, `zh_CN.UTF-8`, `zh-hans` …, English for all others. */
export function speak(locale: string | undefined): void {
  if (locale === undefined || !/^zh(?:$|[-_.](?!tw|hk|mo|hant))/i.test(locale)) return;
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
