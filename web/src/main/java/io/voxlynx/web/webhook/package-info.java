/** Where providers report. Verified over the raw bytes before anything reads them; answered when it is committed. */
package io.voxlynx.web.webhook;
