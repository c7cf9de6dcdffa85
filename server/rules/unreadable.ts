import { t } from '@vscode/l10n';
import type { Damage } from '../model/chapter.ts';
import type { Rule } from '../model/rule.ts';
import { span } from '../model/text.ts';

export const unreadable: Rule = {
  id: 'unreadable',
  summary: 'A chapter cannot be read, or is in another encoding than UTF-8 and UTF-16',
  severity: 'warning',
  isOfFile: true,
  *check({ damage }) {
    if (damage !== undefined) yield { span: span(0, 0), message: messageOf(damage), data: { reason: damage.kind } };
  },
};

function messageOf(damage: Damage): string {
  switch (damage.kind) {
    case 'encoding':
      return t(
        'This file is neither UTF-8 nor UTF-16 (line {0}), so nothing in it is checked, and links to its headings are not either. Reopen it with the encoding that it has and save it as UTF-8, or convert it: iconv -f GB18030 -t UTF-8, for example.',
        damage.line,
      );
    case 'refused':
      return t('This file cannot be read ({0}), so nothing in it is checked, and links to its headings are not either.', damage.reason);
    case 'large':
      return t('This file is larger than 64 MB, so nothing in it is checked, and links to its headings are not either.');
    case 'failed':
      return t(
        'Concord has failed to read this file, so nothing in it is checked, and links to its headings are not either. The log says more.',
      );
  }
}
