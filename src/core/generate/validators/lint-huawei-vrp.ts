import { huaweiVrp } from '../../config/blocks/dialects/huawei-vrp.ts';
import { vrpWords } from '../lint/words/huawei-vrp.ts';
import { lintValidator } from './lint/lint.ts';

export default lintValidator({
  title: { en: 'Lint for Huawei VRP', zh: '华为 VRP 配置检查' },
  platforms: ['huawei-vrp'],
  dialect: huaweiVrp,
  words: vrpWords,
});
