package build

// workerName is the service worker of the site.
const workerName = "sw.js"
