import { describe, expect, test } from 'vitest';
import { loadHelpers } from '../../src/core/generate/helpers.ts';
import { rendered } from '../support/templates.ts';

const helpers = await loadHelpers();

describe.each([...helpers])('the helper %s', (name, helper) => {
  test('is called as a template can call it', () => {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(helper.usage.split(' ')[0]).toBe(name);
  });

  test('has a title in both languages', () => {
    expect(helper.title.en.trim()).toBe(helper.title.en);
    expect(helper.title.zh).toMatch(/\p{Script=Han}/u);
  });

  test.each(helper.examples)('gives what its example says: $template', ({ template, data = {}, result }) => {
    expect(template).toContain(name);
    expect(rendered(template, data)).toBe(result);
  });
});
