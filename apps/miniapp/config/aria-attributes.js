const path = require('node:path');
const { ariaComponents } = require('./aria-components.js');

/**
 * Lets ARIA attributes through to the mini-program. Taro writes a template per component from a fixed list of
 * attributes and numbers them; what is not on the list is dropped. Both sides take the list from here: the templates
 * now, and the runtime on the phone, whose numbers would otherwise be others.
 */
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.template === undefined) return;
      platform.template.mergeComponents(ctx, ariaComponents);
      platform.runtimePath = [
        platform.runtimePath,
        path.resolve(__dirname, 'aria-attributes-runtime.js'),
      ].flat();
    },
  });
};
