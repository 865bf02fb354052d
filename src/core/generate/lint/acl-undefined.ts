import { undefinedRule } from './kinds/names.ts';

export default undefinedRule('acl');
