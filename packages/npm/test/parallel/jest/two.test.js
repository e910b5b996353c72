require('./meet').meet('two');
