/**
 * The ARIA attributes that WeChat reads and Taro leaves out, by component:
 * https://developers.weixin.qq.com/miniprogram/dev/component/aria-component.html
 */
const attributes = [
  'aria-role',
  'aria-label',
  'aria-live',
  'aria-hidden',
  'aria-checked',
  'aria-selected',
  'aria-disabled',
  'aria-modal',
];
const components = ['View', 'Text', 'Button', 'Image', 'Input', 'Textarea', 'Canvas', 'ScrollView'];

exports.ariaComponents = Object.fromEntries(
  components.map((component) => [component, Object.fromEntries(attributes.map((name) => [name, "''"]))]),
);
