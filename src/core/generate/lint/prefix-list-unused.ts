import { unusedRule } from './kinds/names.ts';

export default unusedRule('prefix-list');
