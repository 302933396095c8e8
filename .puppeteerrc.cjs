// The browser comes from an npm package or from the system: nothing is downloaded at install time.
module.exports = { skipDownload: true };
