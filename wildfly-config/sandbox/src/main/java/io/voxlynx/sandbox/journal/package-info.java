/**
 * Append-only files of JSON lines. The tests and the fault harness judge the product by what these files say, so a
 * line that somebody was told about is on the disk, whatever happens to this process.
 */
package io.voxlynx.sandbox.journal;
