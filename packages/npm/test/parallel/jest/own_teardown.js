const { globalTeardown } = require('stator-local/jest');

module.exports = async () => {
  await globalTeardown();
};
