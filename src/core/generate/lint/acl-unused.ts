import { unusedRule } from './kinds/names.ts';

export default unusedRule('acl');
