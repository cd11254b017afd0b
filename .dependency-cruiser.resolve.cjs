/** How the mini-program's alias is to be read, in the form that dependency-cruiser takes it. */
module.exports = { resolve: { alias: { '@': `${__dirname}/apps/miniapp/src` } } };
