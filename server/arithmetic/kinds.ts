import { t } from '@vscode/l10n';
import type { Miscalculation } from '../model/claims.ts';
import { plainCalculation } from './plainCalculation.ts';

type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a writer is told of one kind of calculation, and how loudly. */
interface Kind {
  readonly severity: (wrong: Miscalculation) => Severity;
  readonly message: (calculation: Shown) => string;
}

/** A calculation as a reader sees it. */
interface Shown {
  /** All of what is computed, and its beginning and end where it is long. */
  readonly whole: string;
  readonly written: string;
  readonly stated: string;
  readonly actual: string;
}

const warning = (): 'warning' => 'warning';
const isOther = ({ written, stated, actual }: Shown): string => t('{0} is {1}, not {2}.', written, actual, stated);

/** A number is not told to be itself. */
function isOtherOrNotAbout(shown: Shown): string {
  const { written, stated, actual } = shown;
  return written === actual ? t('{0} is not about {1}.', written, stated) : isOther(shown);
}

/** A plain equation that is wrong is wrong; a metric's own formula, a total or a share may be rounded or leave something out, but not by five points. */
const kinds: Readonly<Record<Miscalculation['kind'], Kind>> = {
  equation: {
    severity: ({ metric }) => (metric === undefined ? 'error' : 'warning'),
    message: isOtherOrNotAbout,
  },
  rounding: {
    severity: ({ off = 0 }) => (off > 0.05 + 1e-9 ? 'error' : 'warning'),
    message: ({ written, stated, actual }) => t('{0} is about {1}, not {2}.', written, actual, stated),
  },
  change: {
    severity: warning,
    message: ({ written, stated, actual }) => t('{0} is a change of {1}, not {2}.', written, actual, stated),
  },
  total: {
    severity: warning,
    message: ({ stated, actual }) => t('The parts add up to {0}, not to {1}.', actual, stated),
  },
  share: {
    severity: warning,
    message: ({ actual }) => t('The shares add up to {0}.', actual),
  },
  'share of a count': {
    severity: warning,
    message: isOther,
  },
  percentage: {
    severity: warning,
    message: isOtherOrNotAbout,
  },
  remainder: {
    severity: warning,
    message: isOther,
  },
  weights: {
    severity: warning,
    message: ({ actual }) => t('The weights add up to {0}.', actual),
  },
  composite: {
    severity: warning,
    message: isOther,
  },
  column: {
    severity: ({ isGuessed }) => (isGuessed ? 'information' : 'warning'),
    message: ({ written, stated, actual }) =>
      t('In the other rows this column is computed from the others: {0} is {1}, not {2}.', written, actual, stated),
  },
  count: {
    severity: () => 'hint',
    message: ({ whole, actual }) => t('“{0}”, but the list below has {1} entries.', whole, actual),
  },
};

export const severityOf = (wrong: Miscalculation): Severity => kinds[wrong.kind].severity(wrong);

/** What a writer is told of a calculation. */
export function miscalculationMessage({ kind, expression, stated, actual }: Miscalculation): string {
  const whole = plainCalculation(expression).replace(/\s+/gu, ' ');
  const written = whole.length > 80 ? `${whole.slice(0, 40)} … ${whole.slice(-36)}` : whole;
  return kinds[kind].message({ whole, written, stated: plainCalculation(stated), actual });
}
