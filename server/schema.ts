import { schemaOf } from './config/schema.ts';
import { rules } from './rules/index.ts';

/** The JSON schema of `concord.json`, as the build writes it beside the bundles. */
export const configurationSchema = (translate?: (text: string) => string): object => schemaOf(rules, translate);
