import type { AnyConstruct } from '../construct.ts';
import { flowChart, ganttBars } from './flowChart.ts';
import { equation, writtenFormula } from './formulas.ts';
import { keyedValue } from './keyed.ts';
import { levelRows } from './levelRows.ts';
import { metricRows } from './metricRows.ts';
import { misnamedLevel } from './misnamed.ts';
import { datedEvents, scheduledItem, timetable } from './schedule.ts';
import { besideFormula, sentences } from './sentences.ts';
import { subjectRows } from './subjectRows.ts';
import { boundInText, boundInWords, symbolMeaning, threshold } from './thresholds.ts';
import { givenWeights } from './weights.ts';

/** All of them; those that read one form of a block do so in this order. */
export const constructs: readonly AnyConstruct[] = [
  symbolMeaning,
  boundInText,
  boundInWords,
  givenWeights,
  scheduledItem,
  misnamedLevel,
  keyedValue,
  besideFormula,
  sentences,
  metricRows,
  levelRows,
  subjectRows,
  timetable,
  datedEvents,
  flowChart,
  ganttBars,
  writtenFormula,
  equation,
  threshold,
];
