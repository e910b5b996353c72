require('./meet').meet('one');
