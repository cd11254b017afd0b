/**
 * Lets ARIA attributes through to the mini-program.
 *
 * Taro writes a template per component from a fixed list of attributes, and everything that is not
 * on the list is dropped. WeChat reads the attributes named here:
 * https://developers.weixin.qq.com/miniprogram/dev/component/aria-component.html
 */
const ariaAttributes = {
  'aria-role': "''",
  'aria-label': "''",
  'aria-live': "''",
  'aria-hidden': "''",
  'aria-checked': "''",
  'aria-selected': "''",
  'aria-disabled': "''",
  'aria-modal': "''",
};

const components = ['View', 'Text', 'Button', 'Image', 'Input', 'Textarea', 'Canvas', 'ScrollView'];

module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      platform.template?.mergeComponents(
        ctx,
        Object.fromEntries(components.map((name) => [name, { ...ariaAttributes }])),
      );
    },
  });
};
