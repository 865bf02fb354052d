import { h3cComware } from '../../config/blocks/dialects/h3c-comware.ts';
import { comwareWords } from '../lint/words/h3c-comware.ts';
import { lintValidator } from './lint/lint.ts';

export default lintValidator({
  title: { en: 'Lint for H3C Comware', zh: 'H3C Comware 配置检查' },
  platforms: ['h3c-comware'],
  dialect: h3cComware,
  words: comwareWords,
});
