// Stands for VS Code's native logger, which needs a compiler: writes the lines of a log, and of an output channel, to its file.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

function createLogger(_name, path) {
  mkdirSync(dirname(path), { recursive: true });
  let level = 0;
  let plain = false;
  const logger = {
    setLevel(next) {
      level = next;
    },
    getLevel: () => level,
    setPattern() {
      plain = false;
    },
    clearFormatters() {
      plain = true;
    },
    flush() {},
    drop() {},
  };
  levels.forEach((name, rank) => {
    logger[name === 'warning' ? 'warn' : name] = text => {
      if (rank < level) return;
      const time = new Date().toISOString().replace('T', ' ').slice(0, -1);
      appendFileSync(path, plain ? text : `${time} [${name}] ${text}\n`);
    };
  });
  return logger;
}

exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, path) => createLogger(name, path);
exports.createAsyncRotatingLogger = async (name, path) => createLogger(name, path);
