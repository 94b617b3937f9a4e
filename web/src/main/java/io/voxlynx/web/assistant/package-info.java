/** /api/assistants: the directory of callable assistants, in the contract's names. */
package io.voxlynx.web.assistant;
