import { ciscoIos } from '../../config/blocks/dialects/cisco-ios.ts';
import { iosWords } from '../lint/words/cisco-ios.ts';
import { lintValidator } from './lint/lint.ts';

export default lintValidator({
  title: { en: 'Lint for Cisco IOS and its like', zh: '思科 IOS 及类似系统配置检查' },
  platforms: ['cisco-ios', 'cisco-nxos', 'arista-eos', 'ruijie-os'],
  dialect: ciscoIos,
  words: iosWords,
});
