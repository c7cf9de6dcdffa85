import { readBlock } from './direct/blocks.ts';
import { parseWithRemark } from './remark.ts';

/** What reads Markdown: our own reader, and remark where that one declines or fails. */
export const means = { direct: readBlock, remark: parseWithRemark };
