import stator from './index.cjs';

export const { AdministrationError, StartError, connect, findBinary, start } = stator;
