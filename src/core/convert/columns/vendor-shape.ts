import { vendorAliases } from '../knowledge/vendors.ts';

/** Something that tells whether a value has a shape; regular expressions are such. */
export interface Test {
  test(value: string): boolean;
}

const names = new Set(
  Object.entries(vendorAliases).flatMap(([name, aliases]) =>
    [name, ...aliases.split(' | ')].map(folded).filter((one) => one.length > 1),
  ),
);
const longest = Math.max(...[...names].map((name) => name.length));

/** A vendor and nothing more: `华为`, `Cisco Systems`, `华为（Huawei）`. */
export const vendorOnly: Test = {
  test: (value) => {
    const text = folded(value).replace(/\s*[(（/].*$/, '');
    return names.has(text) || names.has(text.replace(/(?:公司|集团|,? inc\.?| systems| networks?)$/, ''));
  },
};

/** A vendor with a model behind it: `华为 S5735-L48`, `H3C/S6520X`; a name such as `hw-01` is none. */
export const vendorAndModel: Test = {
  test: (value) => {
    const text = folded(value);
    for (let length = Math.min(longest, text.length - 2); length > 1; length--) {
      if (names.has(text.slice(0, length)) && isModelRest(text.slice(0, length), text.slice(length))) return true;
    }
    return false;
  },
};

function isModelRest(vendor: string, rest: string): boolean {
  const han = /\p{Script=Han}$/u.test(vendor);
  return (
    /\d/.test(rest) &&
    (han || /^[\s/、,，:：(（_]|^-\D/.test(rest)) &&
    (han || vendor.length > 2 || /^[\s/]/.test(rest))
  );
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}
