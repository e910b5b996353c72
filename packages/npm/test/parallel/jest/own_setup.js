// As those do it who have more to set up.
const { globalSetup } = require('stator-local/jest');

module.exports = async (...given) => {
  await globalSetup(...given);
};
