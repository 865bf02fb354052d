import {
  anyText,
  anything,
  between,
  boolean,
  list,
  number,
  object,
  oneOf,
  plain,
  type Rule,
  type Shape,
  shape,
  string,
} from './rules.ts';

const confirm = object({
  must: { text: anyText(300) },
  may: { title: plain(100), confirm: plain(30), deny: plain(30), style: oneOf('primary', 'danger') },
});
const actionId = string(255);
const dispatch = object({ may: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered')) } });

/** A value's 150 characters: docs.slack.dev, "Option object"; @slack/types 3.2 still speaks of 75. */
const option = (text: Rule) =>
  object({ must: { text, value: string(150, 1) }, may: { description: anyText(75), url: string(3000) } });
const menuOption = option(plain(75));
const richOption = option(anyText(75));
const group = object({ must: { label: plain(75), options: list(menuOption, 100) } });

const acting: Readonly<Record<string, Rule>> = { action_id: actionId, confirm, focus_on_load: boolean };
const placed: Readonly<Record<string, Rule>> = { ...acting, placeholder: plain(150) };
const typed: Readonly<Record<string, Rule>> = {
  action_id: actionId,
  focus_on_load: boolean,
  placeholder: plain(150),
  dispatch_action_config: dispatch,
};

/** The `type`s a select menu and its multiple form share, by the source of their options. */
function menus(
  source: string,
  single: Readonly<Record<string, Rule>>,
  many: Readonly<Record<string, Rule>>,
  rest: Shape,
) {
  return {
    [`${source}_select`]: { ...rest, may: { ...placed, ...single, ...rest.may } },
    [`multi_${source}_select`]: { ...rest, may: { ...placed, ...many, ...rest.may, max_selected_items: between(1) } },
  };
}

/** Interactive elements and images, by `type`. */
export const elements: Readonly<Record<string, Shape>> = {
  button: {
    must: { text: plain(75) },
    may: {
      action_id: actionId,
      confirm,
      value: string(2000),
      url: string(3000),
      style: oneOf('primary', 'danger'),
      accessibility_label: string(75),
    },
  },
  checkboxes: { must: { options: list(richOption, 10) }, may: { ...acting, initial_options: list(richOption, 10) } },
  radio_buttons: { must: { options: list(richOption, 10) }, may: { ...acting, initial_option: richOption } },
  overflow: { must: { options: list(option(plain(75)), 5) }, may: { action_id: actionId, confirm } },
  datepicker: { may: { ...placed, initial_date: string() } },
  timepicker: { may: { ...placed, initial_time: string(), timezone: string() } },
  datetimepicker: { may: { ...acting, initial_date_time: number } },
  ...menus(
    'static',
    { initial_option: menuOption },
    { initial_options: list(menuOption, 100) },
    {
      may: { options: list(menuOption, 100), option_groups: list(group, 100) },
      either: ['options', 'option_groups'],
    },
  ),
  ...menus(
    'external',
    { initial_option: menuOption },
    { initial_options: list(menuOption, 100) },
    {
      may: { min_query_length: number },
    },
  ),
  ...menus('users', { initial_user: string() }, { initial_users: list(string()) }, {}),
  ...menus(
    'conversations',
    { initial_conversation: string(), response_url_enabled: boolean },
    { initial_conversations: list(string()) },
    { may: { default_to_current_conversation: boolean, filter: anything } },
  ),
  ...menus(
    'channels',
    { initial_channel: string(), response_url_enabled: boolean },
    { initial_channels: list(string()) },
    {},
  ),
  plain_text_input: {
    may: {
      ...typed,
      initial_value: string(3000),
      multiline: boolean,
      min_length: between(0, 3000),
      max_length: between(1, 3000),
    },
  },
  email_text_input: { may: { ...typed, initial_value: string() } },
  url_text_input: { may: { ...typed, initial_value: string() } },
  number_input: {
    must: { is_decimal_allowed: boolean },
    may: { ...typed, initial_value: string(), min_value: string(), max_value: string() },
  },
  file_input: { may: { action_id: actionId, filetypes: list(string()), max_files: between(1, 10) } },
  rich_text_input: { may: { ...typed, initial_value: shape('rich_text') } },
  image: {
    must: { alt_text: string(2000) },
    may: { image_url: string(3000), slack_file: anything },
    either: ['image_url', 'slack_file'],
  },
};
