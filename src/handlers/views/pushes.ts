import type { Language, Text } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { lineMessage, sayer, told } from './kit.ts';

/** That something is done and its push could not be asked for. */
export function notPushed(why: Text, language: Language): Message {
  const say = sayer(language);
  const line = `⚠️ ${say('Not pushed: ', '未下发：')}${told(why, language, 1_500)}`;
  return lineMessage(line);
}
